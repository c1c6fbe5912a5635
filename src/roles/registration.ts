import type { Draft } from '../core/draft.js';
import { present } from '../core/outcome.js';
import { appendApart, appendImported, type ImportedItem } from '../edits/imported-item.js';
import { hasList, type ImportedName, importedListSource, type ListAnchor } from '../edits/list.js';
import { isRelative, modulePaths, relativeSpecifier } from '../edits/specifier.js';
import type { Exported } from './http/contract.js';

export interface ListPlace {
  /** Where the list is looked for first; a project may have moved it. */
  readonly usual: string;
  /** Text that a file with the list is bound to contain, to find it elsewhere. */
  readonly mark: RegExp;
  readonly anchors: readonly ListAnchor[];
  /** Names the list to the user: 'the list of modules'. */
  readonly what: string;
}

export type Registration = readonly [place: ListPlace, exported: Exported];

/** Appends an imported symbol to a list of the project: the entry and its import together, or neither. */
export function register(draft: Draft, place: ListPlace, exported: Exported): void {
  const found = listIn(draft, place);
  const what = whatOf([place, exported]);
  if (found === undefined) {
    const reason = `No file of this project has ${place.what}.`;
    draft.manual({ path: place.usual, what, reason, snippet: snippetOf(place.usual, exported) });
    return;
  }
  append(draft, found, what, exported);
}

/** Appends to a list that was found. */
export function append(draft: Draft, found: FoundIn, what: string, exported: Exported): void {
  const item = itemFor(found, exported);
  draft.edit(found.path, what, (text) => appendImported(text, found.path, item));
}

/** As `register`, for several. Where their lists are in one file it is read once: it may be long, and reading is what an edit costs. */
export function registerAll(draft: Draft, registrations: readonly Registration[]): void {
  const found = registrations.flatMap(([place, exported]) => {
    const list = listIn(draft, place);
    return list === undefined ? [] : [{ path: list.path, item: itemFor(list, exported) }];
  });
  const path = found[0]?.path ?? '';
  const items = found.map(({ item }) => item);
  const text = draft.project.read(path) ?? '';
  const together = found.length === registrations.length && found.every((one) => one.path === path);
  const outcome = together ? appendApart(text, path, items) : undefined;
  if (outcome === undefined) {
    for (const [place, exported] of registrations) register(draft, place, exported);
    return;
  }
  draft.edit(path, registrations.map(whatOf), (now) =>
    now === text ? outcome : (appendApart(now, path, items) ?? present),
  );
}

const whatOf = ([place, { symbol }]: Registration): string => `add ${symbol} to ${place.what}`;

const itemFor = ({ path, anchors }: FoundIn, exported: Exported): ImportedItem => ({
  anchors,
  named: { symbol: exported.symbol, from: relativeSpecifier(path, exported.from) },
  snippet: snippetOf(path, exported),
});

export interface FoundIn {
  readonly path: string;
  readonly anchors: readonly ListAnchor[];
}

/** The list that a file imports, in the file of the project that has it. */
export function importedList(
  draft: Draft,
  importer: string,
  { symbol, from }: ImportedName,
): FoundIn | undefined {
  const path = modulePaths(importer, from).find((candidate) => draft.project.has(candidate));
  return path === undefined
    ? undefined
    : followed(draft, { path, anchors: [{ kind: 'variable', name: symbol }] });
}

/** The file with the list: the usual one or the first that has it, or the one that those import it from. */
function listIn(draft: Draft, { usual, mark, anchors }: ListPlace): FoundIn | undefined {
  const text = draft.project.read(usual);
  const start =
    text !== undefined && hasList(text, usual, anchors) ? usual : findMarked(draft, mark, anchors);
  if (start !== undefined) return followed(draft, { path: start, anchors });
  return text === undefined ? undefined : { path: usual, anchors };
}

/** Through the files that only pass the list on. One that is not there, or not the project's own, ends the search. */
function followed(draft: Draft, found: FoundIn, depth = 0): FoundIn | undefined {
  const { path, anchors } = found;
  const imported = importedListSource(draft.project.read(path) ?? '', path, anchors);
  if (imported === undefined || depth > 8) return found;
  const next = modulePaths(path, imported.from).find((candidate) => draft.project.has(candidate));
  if (next === undefined) return isRelative(imported.from) ? undefined : found;
  const named: ListAnchor = { kind: 'variable', name: imported.symbol };
  return followed(draft, { path: next, anchors: [...anchors, named] }, depth + 1);
}

/** Others may speak of such lists too: the file has to have one. */
function findMarked(draft: Draft, mark: RegExp, anchors: readonly ListAnchor[]): string | undefined {
  const sources = draft.project
    .list('src')
    .filter((path) => path.endsWith('.ts') && !/\.(test|spec|d)\.ts$/.test(path));
  return sources.find((path) => {
    const text = draft.project.read(path) ?? '';
    return mark.test(text) && hasList(text, path, anchors);
  });
}

export const snippetOf = (path: string, { symbol, from }: Exported): string =>
  `import { ${symbol} } from '${relativeSpecifier(path, from)}.js';\n${symbol},`;
