import type { Renderer, Sheet, Values } from './draft.js';

/** What tells such a template from others: `modules.ts.sheet.ejs`. */
export const isSheet = (template: string): boolean => template.endsWith('.sheet.ejs');

/** The sheets of one plan, by the paths of their files. */
export class Sheets {
  private readonly all = new Map<string, FilledSheet>();

  constructor(private readonly renderer: Renderer) {}

  add(path: string, template: string, values: Values, text: string): void {
    this.all.set(path, new FilledSheet(template, values, text));
  }

  at(path: string): Sheet | undefined {
    return this.all.get(path);
  }

  /** The final texts of those that were filled, unformatted. */
  printed(): readonly (readonly [path: string, text: string])[] {
    return [...this.all].flatMap(([path, sheet]) =>
      sheet.isFilled ? [[path, this.renderer.render(sheet.template, sheet.filled())] as const] : [],
    );
  }
}

class FilledSheet implements Sheet {
  private readonly entries = new Map<string, Values[]>();

  constructor(
    readonly template: string,
    private readonly values: Values,
    readonly text: string,
  ) {}

  get isFilled(): boolean {
    return this.entries.size > 0;
  }

  on(list: string): readonly Values[] {
    return this.entries.get(list) ?? [];
  }

  put(list: string, entry: Values): void {
    if (!Array.isArray(this.values[list])) throw new Error(`"${this.template}" has no list "${list}".`);
    const entries = this.entries.get(list) ?? [];
    this.entries.set(list, entries);
    entries.push(entry);
  }

  filled(): Values {
    return { ...this.values, ...Object.fromEntries(this.entries) };
  }
}
