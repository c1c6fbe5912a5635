import { manual } from '../core/outcome.js';
import { appendItem } from './append.js';
import { bracketOf, PRINT_WIDTH } from './bracket.js';
import { ts } from './compiler.js';
import type { Inserting } from './insertion.js';
import { firstList, hasSeveral, type ListAnchor } from './list-candidates.js';
import type { FoundList, ImportedName } from './resolve.js';
import { parseFragment, restyle } from './restyle.js';
import { parseSource, type Source } from './source.js';
import { sameCode, standsFor } from './tree.js';

export type { ImportedName, ListAnchor };

export interface ListOptions {
  /** Names before the first of which it goes; at the end where none is there. */
  readonly before?: readonly string[] | undefined;
  readonly printWidth?: number | undefined;
}

/** What to insert to append an element to an array found by meaning; anchors are tried in order. */
export function listInsertions(
  source: Source,
  anchors: readonly ListAnchor[],
  element: string,
  options: ListOptions = {},
): Inserting {
  const what = anchors.map(describe).join(' or ');
  if (hasSeveral(source, anchors)) {
    return manual(
      `${source.path} has more than one ${what}, and it cannot be told which of them is used.`,
      `${restyle(source, element, 'element')},`,
    );
  }
  return insertionsInto(source, firstList(source, anchors), { what, element, ...options });
}

/** Whether the file has a list to append to, or imports one. */
export function hasList(text: string, path: string, anchor: ListAnchor | readonly ListAnchor[]): boolean {
  const source = parseSource(path, text);
  const found = source && firstList(source, [anchor].flat());
  return found !== undefined && found.kind !== 'computed';
}

/** Where the list comes from when the anchor is imported: the specifier and the exported name. */
export function importedListSource(
  text: string,
  path: string,
  anchor: ListAnchor | readonly ListAnchor[],
): ImportedName | undefined {
  const source = parseSource(path, text);
  const found = source && firstList(source, [anchor].flat());
  return found && importOf(found);
}

/** Where a list comes from that this file only passes on. */
export function importOf(found: FoundList): ImportedName | undefined {
  const imported = found.kind === 'list' ? found.imported : found;
  return imported && 'from' in imported ? { symbol: imported.symbol, from: imported.from } : undefined;
}

export interface Addition extends ListOptions {
  /** Names the list to the user. */
  readonly what: string;
  readonly element: string;
}

/** What to insert to append to a list that was looked for, or why not. */
export function insertionsInto(source: Source, found: FoundList | undefined, addition: Addition): Inserting {
  const { what, printWidth = PRINT_WIDTH } = addition;
  const element = restyle(source, addition.element, 'element');
  const snippet = `${element},`;
  if (found === undefined) return manual(`${source.path} has no ${what}.`, snippet);
  if (found.kind === 'imported') return manual(`The ${what} is imported from '${found.from}'.`, snippet);
  const list = found.kind === 'list' ? bracketOf(found.node) : undefined;
  if (found.kind === 'computed' || list === undefined)
    return manual(`The ${what} is not a plain list.`, snippet);
  if (holds(source, found.node, element)) return [];
  const { before = [] } = addition;
  const index = elementsOf(found.node).findIndex((item) => before.some((name) => standsFor(item, name)));
  return appendItem(source, list, { text: element, printWidth, ...(index !== -1 && { index }) });
}

const elementsOf = (list: ts.Node): readonly ts.Node[] =>
  ts.isArrayLiteralExpression(list) ? list.elements : [];

function holds(source: Source, list: ts.Node, element: string): boolean {
  const wanted = parseFragment(source.path, element, 'element');
  if (wanted === undefined) return false;
  const isWanted = ts.isIdentifier(wanted)
    ? (node: ts.Node) => standsFor(node, wanted.text)
    : (node: ts.Node) => sameCode(node, wanted);
  return elementsOf(list).some(isWanted);
}

function describe(anchor: ListAnchor): string {
  if (anchor.kind === 'variable') return `list "${anchor.name}"`;
  if (anchor.kind === 'typed') return `list of type ${anchor.type}[]`;
  return anchor.kind === 'argument'
    ? `list given to ${anchor.callee}`
    : `list "${anchor.option}" given to ${anchor.callee}`;
}
