import type { Draft, ManualStep, Renderer, Sheet, Task, Values } from './draft.js';
import type { Outcome } from './outcome.js';
import type { Project } from './project.js';
import { isSheet, Sheets } from './sheet.js';

/** What one feature planned, as its draft recorded it. */
export interface Drafted {
  readonly project: Project;
  /** Files the feature brought, still unformatted; true for one that is a template's own text, in the house style already. */
  readonly created: ReadonlyMap<string, boolean>;
  /** Files it would have brought, unformatted, where the project has another text already. */
  readonly clashes: ReadonlyMap<string, string>;
  readonly edits: ReadonlyMap<string, readonly string[]>;
  readonly manualSteps: readonly ManualStep[];
  readonly tasks: readonly Task[];
  readonly notes: readonly string[];
}

/** Opens the draft of one feature on top of what was planned before it. */
export function openDraft(
  project: Project,
  renderer: Renderer,
  isOurs?: IsOurs,
  sheets = new Sheets(renderer),
): Draft & Drafted {
  return new RecordingDraft(project, renderer, sheets, isOurs);
}

/** Whether Plinth once wrote a file. Known only where something is planned that is there already. */
export type IsOurs = (path: string) => boolean;

class RecordingDraft implements Draft, Drafted {
  readonly created = new Map<string, boolean>();
  readonly clashes = new Map<string, string>();
  readonly edits = new Map<string, string[]>();
  readonly manualSteps: ManualStep[] = [];
  readonly tasks: Task[] = [];
  readonly notes: string[] = [];

  constructor(
    private current: Project,
    private readonly renderer: Renderer,
    private readonly sheets: Sheets,
    private readonly isOurs?: IsOurs,
  ) {}

  get project(): Project {
    return this.current;
  }

  render(folder: string, values: Values = {}): void {
    const templates = this.renderer.list(folder);
    if (templates.length === 0) throw new Error(`There are no templates below "${folder}".`);
    for (const template of templates) {
      const path = target(template, values);
      const text = this.renderer.render(`${folder}/${template}`, values);
      const isNew = this.bring(path, text, !template.endsWith('.ejs'));
      if (isNew && isSheet(template)) this.sheets.add(path, `${folder}/${template}`, values, text);
    }
  }

  text(partial: string, values: Values): string {
    return this.renderer.render(`${partial}.ejs`, values).trimEnd();
  }

  create(path: string, text: string): void {
    this.bring(path, text, false);
  }

  sheet(path: string): Sheet | undefined {
    return this.sheets.at(path);
  }

  private bring(path: string, text: string, verbatim: boolean): boolean {
    assertInside(path);
    const existing = this.current.read(path);
    if (existing !== undefined) this.meet(path, existing, text);
    if (existing !== undefined || this.located(path) !== path) return false;
    this.current = this.current.write(path, text);
    this.created.set(path, verbatim);
    return true;
  }

  located(path: string): string {
    if (this.isOurs === undefined || this.current.has(path)) return path;
    const name = path.slice(path.lastIndexOf('/'));
    const folder = path.slice(0, path.indexOf('/'));
    // What this plan makes is where it is to be.
    const found = this.current.asFound().list(folder);
    const elsewhere = found.filter((other) => other.endsWith(name));
    return elsewhere.find((other) => this.isOurs?.(other) === false) ?? path;
  }

  edit(path: string, named: string | readonly string[], change: (text: string) => Outcome): void {
    assertInside(path);
    if (this.sheet(path) !== undefined) throw new Error(`${path} is not printed yet: its sheet has lists.`);
    const whats = [named].flat();
    const what = whats.join(', ');
    const text = this.current.read(path);
    if (text === undefined) return this.editMissing(path, what, change);
    this.editShadow(path, change);
    const outcome = change(text);
    if (outcome.kind === 'present') return;
    if (outcome.kind === 'manual') return this.manual({ path, what, ...manualPart(outcome) });
    if (outcome.text === text) return;
    this.current = this.current.write(path, outcome.text);
    this.edits.set(path, [...(this.edits.get(path) ?? []), ...whats]);
  }

  manual(step: ManualStep): void {
    this.manualSteps.push(step);
  }

  task(task: Task): void {
    this.tasks.push(task);
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** Whether the two really differ is known after formatting, so a clash is only remembered here. */
  private meet(path: string, existing: string, text: string): void {
    // What Plinth wrote and somebody edited since is theirs.
    if (existing !== text && this.isOurs?.(path) !== true) this.clashes.set(path, text);
  }

  /** The file was edited by this same feature when it was made, so the text it would have brought is edited too. */
  private editShadow(path: string, change: (text: string) => Outcome): void {
    const shadow = this.clashes.get(path);
    if (shadow === undefined) return;
    const outcome = change(shadow);
    if (outcome.kind === 'edited') this.clashes.set(path, outcome.text);
  }

  /** With no file to edit, the edit of an empty one still tells what belongs there. */
  private editMissing(path: string, what: string, change: (text: string) => Outcome): void {
    const outcome = change('');
    if (outcome.kind === 'present') return;
    const snippet = outcome.kind === 'manual' ? outcome.snippet : outcome.text;
    this.manual({ path, what, reason: `${path} is not there.`, snippet });
  }
}

function manualPart(outcome: Outcome & { kind: 'manual' }): Pick<ManualStep, 'reason' | 'snippet'> {
  return { reason: outcome.reason, snippet: outcome.snippet };
}

/** `_dot_github/[name].ts.ejs` → `.github/posts.ts` */
function target(template: string, values: Values): string {
  return template
    .replace(/(?:\.sheet)?\.ejs$/, '')
    .split('/')
    .map((segment) =>
      segment.replace(/^_dot_/, '.').replace(/\[(\w+)\]/g, (_, key) => part(template, key, values)),
    )
    .join('/');
}

function part(template: string, key: string, values: Values): string {
  const value = values[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`The path of the template "${template}" needs a value for [${key}].`);
}

function assertInside(path: string): void {
  const segments = path.split('/');
  const odd = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  if (odd || /[\\:\0\r\n]/.test(path)) throw new Error(`"${path}" is not a path inside the project.`);
}
