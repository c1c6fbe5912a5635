import { compare, headOf, type Name } from './imports.js';

/**
 * The import statements at the head of a sheet, one for each module, as if all but the first of a module had been added to it by hand: an
 * edit of the same file would leave it like that.
 */
export function withMergedImports(text: string): string {
  const { imports, rest } = headOf(text);
  if (imports.length === 0) return text;
  const modules = new Map<string, Name[]>();
  for (const { specifier, names } of imports) {
    const known = modules.get(specifier);
    if (known === undefined) modules.set(specifier, [...names]);
    else for (const name of names) add(known, name);
  }
  const statements = [...modules].map(([specifier, names]) => statementOf(specifier, names));
  return `${statements.join('\n')}\n\n${rest}`;
}

/** Sorted in; before the types where those come last, or among them. */
function add(names: Name[], added: Name): void {
  const at = names.findIndex(({ text }) => text === added.text);
  if (at !== -1) {
    if (!added.isType) names[at] = added;
    return;
  }
  const firstType = names.findIndex(({ isType }) => isType);
  const grouped = firstType !== -1 && names.slice(firstType).every(({ isType }) => isType);
  const from = grouped && added.isType ? firstType : 0;
  const until = grouped && !added.isType ? firstType : names.length;
  names.splice(from + placeAmong(names.slice(from, until), added), 0, added);
}

/** The end, unless two or more names show an order. */
function placeAmong(names: readonly Name[], added: Name): number {
  const inOrder = names.every(({ text }, at) => compare(names[at - 1]?.text ?? '', text) <= 0);
  const next = names.findIndex(({ text }) => compare(text, added.text) > 0);
  return names.length > 1 && inOrder && next !== -1 ? next : names.length;
}

function statementOf(specifier: string, names: readonly Name[]): string {
  const areTypes = names.every(({ isType }) => isType);
  const list = names.map(({ text, isType }) => (isType && !areTypes ? `type ${text}` : text));
  return `import ${areTypes ? 'type ' : ''}{ ${list.join(', ')} } from '${specifier}';`;
}
