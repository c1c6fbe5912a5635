import type { Node } from 'oxc-parser';
import { manual, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { bracketOf, PRINT_WIDTH } from './bracket.js';
import { finished, type Inserting } from './insertion.js';
import {
  findCalls,
  findProperty,
  findVariable,
  importedName,
  reexported,
  resolveList,
  resolveObject,
  type FoundList,
  type ImportedName,
} from './resolve.js';
import { parseFragment, restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';
import { sameCode, standsFor, walk } from './tree.js';

export type { ImportedName };

export type ListAnchor =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'option'; readonly callee: string; readonly option: string }
  /** The list that a call is given. */
  | { readonly kind: 'argument'; readonly callee: string }
  | { readonly kind: 'typed'; readonly type: string };

export interface ListOptions {
  readonly printWidth?: number | undefined;
}

/** Appends an element to an array found by meaning; anchors are tried in order. */
export function appendToList(
  text: string,
  path: string,
  anchor: ListAnchor | readonly ListAnchor[],
  element: string,
  options: ListOptions = {},
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, `${element},`);
  return finished(source, listInsertions(source, [anchor].flat(), element, options), `${element},`);
}

/** What to insert to append an element to the list. */
export function listInsertions(
  source: Source,
  anchors: readonly ListAnchor[],
  element: string,
  options: ListOptions = {},
): Inserting {
  const what = anchors.map(describe).join(' or ');
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
  return appendItem(source, list, { text: element, printWidth });
}

function holds(source: Source, list: Node, element: string): boolean {
  if (list.type !== 'ArrayExpression') return false;
  const wanted = parseFragment(source.path, element, 'element');
  const isWanted =
    wanted?.type === 'Identifier'
      ? (node: Node) => standsFor(node, wanted.name)
      : (node: Node) => sameCode(node, wanted);
  return list.elements.some((node) => node !== null && isWanted(node));
}

/** The first list found; else why the nearest candidate was none. */
function firstList(source: Source, anchors: readonly ListAnchor[]): FoundList | undefined {
  const found = anchors.flatMap((anchor) => candidates(source, anchor));
  return (
    found.find(({ kind }) => kind === 'list') ?? found.find(({ kind }) => kind === 'imported') ?? found[0]
  );
}

function candidates(source: Source, anchor: ListAnchor): readonly FoundList[] {
  if (anchor.kind === 'option') return optionLists(source, anchor.callee, anchor.option);
  if (anchor.kind === 'typed') return typedLists(source, anchor.type);
  if (anchor.kind === 'argument') return argumentLists(source, anchor.callee);
  const init = findVariable(source, anchor.name)?.init;
  if (init) return [resolveList(source, init)];
  const imported = importedName(source, anchor.name) ?? reexported(source, anchor.name);
  return imported === undefined ? [] : [{ kind: 'imported', ...imported }];
}

function optionLists(source: Source, callee: string, option: string): readonly FoundList[] {
  const objects = findCalls(source, callee).flatMap((call) =>
    call.arguments.flatMap((argument) => resolveObject(source, argument) ?? []),
  );
  const properties = objects.flatMap((object) => findProperty(source, object, option) ?? []);
  return properties.map((property) => resolveList(source, property.value));
}

const argumentLists = (source: Source, callee: string): readonly FoundList[] =>
  findCalls(source, callee).flatMap(({ arguments: [first] }) => (first ? [resolveList(source, first)] : []));

function typedLists(source: Source, type: string): readonly FoundList[] {
  return walk(source.program).flatMap((node) => {
    if (node.type !== 'VariableDeclarator' || !node.init) return [];
    const types = [node.id.typeAnnotation?.typeAnnotation, ...satisfied(node.init)];
    return types.some((candidate) => candidate && elementType(candidate) === type)
      ? [resolveList(source, node.init)]
      : [];
  });
}

/** The types an initializer is said to satisfy, or to be. */
function satisfied(node: Node): readonly Node[] {
  if (node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression') {
    return [node.typeAnnotation, ...satisfied(node.expression)];
  }
  if (node.type === 'ParenthesizedExpression') return satisfied(node.expression);
  return node.type === 'CallExpression' ? node.arguments.slice(0, 1).flatMap(satisfied) : [];
}

/** `Module` of `Module[]`, `readonly Module[]`, `Array<Module>` and `ReadonlyArray<Module>`. */
function elementType(type: Node): string | undefined {
  if (type.type === 'TSTypeOperator') return elementType(type.typeAnnotation);
  if (type.type === 'TSArrayType') return referenceName(type.elementType);
  const generic = type.type === 'TSTypeReference' ? referenceName(type) : undefined;
  if (generic !== 'Array' && generic !== 'ReadonlyArray') return undefined;
  const argument = type.type === 'TSTypeReference' ? type.typeArguments?.params[0] : undefined;
  return argument && referenceName(argument);
}

function referenceName(type: Node): string | undefined {
  if (type.type === 'TSParenthesizedType') return referenceName(type.typeAnnotation);
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? type.typeName.name
    : undefined;
}

function describe(anchor: ListAnchor): string {
  if (anchor.kind === 'variable') return `list "${anchor.name}"`;
  if (anchor.kind === 'typed') return `list of type ${anchor.type}[]`;
  return anchor.kind === 'argument'
    ? `list given to ${anchor.callee}`
    : `list "${anchor.option}" given to ${anchor.callee}`;
}
