import { posix } from 'node:path';

interface Names {
  readonly values: Set<string>;
  readonly types: Set<string>;
}

/** The import statements of one new file, merged, sorted and in a fixed order: packages, then the project's own modules. */
export class ImportBlock {
  readonly #modules = new Map<string, Names>();

  /** @param file project path of the file the imports stand in. */
  constructor(private readonly file: string) {}

  /** `from` is a package, or a project path without extension: `src/errors`. */
  value(from: string, ...symbols: readonly string[]): this {
    for (const symbol of symbols) this.#names(from).values.add(symbol);
    return this;
  }

  type(from: string, ...symbols: readonly string[]): this {
    for (const symbol of symbols) this.#names(from).types.add(symbol);
    return this;
  }

  toString(): string {
    const modules = [...this.#modules].map(([from, names]) => ({ specifier: this.#specifier(from), names }));
    return modules
      .sort((a, b) => rank(a.specifier) - rank(b.specifier) || compare(a.specifier, b.specifier))
      .map(({ specifier, names }) => statement(specifier, names))
      .join('\n');
  }

  #names(from: string): Names {
    const names = this.#modules.get(from) ?? { values: new Set(), types: new Set() };
    this.#modules.set(from, names);
    return names;
  }

  #specifier(from: string): string {
    if (!/^(src|test)\//.test(from)) return from;
    const relative = posix.relative(posix.dirname(this.file), from);
    return `${relative.startsWith('.') ? relative : `./${relative}`}.js`;
  }
}

function statement(specifier: string, { values, types }: Names): string {
  const onlyTypes = [...types].filter((symbol) => !values.has(symbol)).sort(compare);
  if (values.size === 0) return `import type { ${onlyTypes.join(', ')} } from '${specifier}';`;
  const symbols = [...[...values].sort(compare), ...onlyTypes.map((symbol) => `type ${symbol}`)];
  return `import { ${symbols.join(', ')} } from '${specifier}';`;
}

const rank = (specifier: string): number => {
  if (specifier.startsWith('node:')) return 0;
  if (!specifier.startsWith('.')) return 1;
  return specifier.startsWith('./') ? 3 : 2;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
