interface Names {
  readonly values: Set<string>;
  readonly types: Set<string>;
}

/** A name that is imported. */
export interface Name {
  readonly text: string;
  readonly isType: boolean;
}

/** The imports of names that a text begins with, and the rest of it. */
export interface Head {
  readonly imports: readonly { readonly specifier: string; readonly names: readonly Name[] }[];
  readonly rest: string;
}

/** `import type { Page, type Sort } from '…';`, of one line or several. */
const importStatement = /\s*import (type )?\{([^}]*)\} from '([^']+)';/y;

export function headOf(text: string): Head {
  const imports: Head['imports'][number][] = [];
  let end = 0;
  for (;;) {
    importStatement.lastIndex = end;
    const [statement, type, list = '', specifier = ''] = importStatement.exec(text) ?? [];
    if (statement === undefined) break;
    end += statement.length;
    imports.push({ specifier, names: namesIn(list, type !== undefined) });
  }
  return { imports, rest: text.slice(end).trimStart() };
}

const namesIn = (list: string, areTypes: boolean): Name[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ text: name.replace(/^type /, ''), isType: areTypes || name.startsWith('type ') }));

/**
 * The import statements at the head of a file in a fixed order, one for each module: packages, then the project's own modules. So a
 * template names what it imports where that reads best, and as often as it likes.
 */
export function withSortedImports(text: string): string {
  const { imports, rest } = headOf(text);
  if (imports.length === 0) return text;
  const modules = new Map<string, Names>();
  for (const { specifier, names } of imports) {
    const { values, types } = modules.get(specifier) ?? { values: new Set(), types: new Set() };
    modules.set(specifier, { values, types });
    for (const { text: name, isType } of names) (isType ? types : values).add(name);
  }
  return `${printed(modules)}\n\n${rest}`;
}

const printed = (modules: ReadonlyMap<string, Names>): string =>
  [...modules]
    .sort(([one], [other]) => rank(one) - rank(other) || compare(one, other))
    .map(([specifier, names]) => statement(specifier, names))
    .join('\n');

function statement(specifier: string, { values, types }: Names): string {
  const onlyTypes = [...types].filter((name) => !values.has(name)).sort(compare);
  if (values.size === 0) return `import type { ${onlyTypes.join(', ')} } from '${specifier}';`;
  const names = [...[...values].sort(compare), ...onlyTypes.map((name) => `type ${name}`)];
  return `import { ${names.join(', ')} } from '${specifier}';`;
}

const rank = (specifier: string): number => {
  if (specifier.startsWith('node:')) return 0;
  if (!specifier.startsWith('.')) return 1;
  return specifier.startsWith('./') ? 3 : 2;
};

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
