import { ts } from './compiler.js';
import {
  findCalls,
  findProperty,
  importedName,
  reexported,
  resolveList,
  resolveObject,
  type FoundList,
} from './resolve.js';
import { onceForEach } from './once.js';
import { parseSource, type Source } from './source.js';
import { declaredName, isDefault, startOf, variablesIn, walk } from './tree.js';
import { findVariable } from './variables.js';

export type ListAnchor = (
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'option'; readonly callee: string; readonly option: string }
  /** The list that a call is given. */
  | { readonly kind: 'argument'; readonly callee: string }
  | { readonly kind: 'typed'; readonly type: string }
) & {
  /** What declares it at the top of the file; '' for what the file itself does. */
  readonly within?: string;
};

/** A list that an anchor may mean. */
export interface Candidate {
  /** The name at the top of the file that it belongs to; '' where there is none. */
  readonly owner: string;
  /** Means this list alone. */
  readonly anchor: ListAnchor;
  /** Only brought from another file by its name. */
  readonly isPassedOn: boolean;
  /** Not inside of a function. */
  readonly isTop: boolean;
  /** The same for candidates that lead to the same list. */
  readonly list: string;
}

interface Found {
  readonly at: ts.Node | undefined;
  readonly list: FoundList;
}

/** Every list of a file that the anchors may mean. */
export function listCandidates(
  text: string,
  path: string,
  anchors: readonly ListAnchor[],
): readonly Candidate[] {
  const source = parseSource(path, text);
  if (source === undefined) return [];
  return anchors.flatMap((anchor) =>
    candidates(source, anchor).map(({ at, list }) => {
      const owner = at === undefined && anchor.kind === 'variable' ? anchor.name : ownerOf(source, at);
      return {
        owner,
        anchor: { ...anchor, within: owner },
        isPassedOn: at === undefined,
        isTop: isTop(source, at),
        list: identityOf(list, at),
      };
    }),
  );
}

function identityOf(list: FoundList, at: ts.Node | undefined): string {
  if (list.kind === 'list') return `list at ${startOf(list.node)}`;
  return list.kind === 'imported' ? `${list.symbol} of ${list.from}` : `computed at ${at && startOf(at)}`;
}

const isTop = ({ file }: Source, at: ts.Node | undefined): boolean =>
  at === undefined ||
  !ts.isVariableDeclaration(at) ||
  file.statements.some((statement) => variablesIn(statement).includes(at));

/** The name that a statement at the top of the file declares, with the node in it. */
function ownerOf({ file }: Source, node: ts.Node | undefined): string {
  const statement = node && file.statements.find((one) => holds(one, node));
  return statement === undefined || node === undefined ? '' : (nameAround(statement, node) ?? '');
}

const holds = (outer: ts.Node, inner: ts.Node): boolean => outer.pos <= inner.pos && inner.end <= outer.end;

function nameAround(statement: ts.Node, node: ts.Node): string | undefined {
  if (ts.isExportAssignment(statement)) return 'default';
  if (!ts.isVariableStatement(statement)) {
    return declaredName(statement) ?? (isDefault(statement) ? 'default' : undefined);
  }
  const name = variablesIn(statement).find((one) => holds(one, node))?.name;
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}

/** Whether an anchor means more than one list. */
export const hasSeveral = (source: Source, anchors: readonly ListAnchor[]): boolean =>
  anchors.some((anchor) => {
    const found = candidates(source, anchor);
    return new Set(found.map(({ list, at }) => identityOf(list, at))).size > 1;
  });

/** The first list found; else why the nearest candidate was none. */
export function firstList(source: Source, anchors: readonly ListAnchor[]): FoundList | undefined {
  const found = anchors.flatMap((anchor) => candidates(source, anchor).map(({ list }) => list));
  return (
    found.find(({ kind }) => kind === 'list') ?? found.find(({ kind }) => kind === 'imported') ?? found[0]
  );
}

function candidates(source: Source, anchor: ListAnchor): readonly Found[] {
  const { within } = anchor;
  if (anchor.kind === 'variable') return namedLists(source, anchor.name);
  const found = unnamed(source, anchor);
  return within === undefined ? found : found.filter(({ at }) => ownerOf(source, at) === within);
}

function unnamed(source: Source, anchor: Exclude<ListAnchor, { kind: 'variable' }>): readonly Found[] {
  if (anchor.kind === 'option') return optionLists(source, anchor.callee, anchor.option);
  return anchor.kind === 'typed' ? typedLists(source, anchor.type) : argumentLists(source, anchor.callee);
}

function namedLists(source: Source, name: string): readonly Found[] {
  const variable = findVariable(source, name);
  if (variable?.initializer) return [{ at: variable, list: resolveList(source, variable.initializer) }];
  const imported = importedName(source, name) ?? reexported(source, name);
  return imported === undefined ? [] : [{ at: undefined, list: { kind: 'imported', ...imported } }];
}

function optionLists(source: Source, callee: string, option: string): readonly Found[] {
  return findCalls(source, callee).flatMap((at) => {
    const objects = (at.arguments ?? []).flatMap((argument) => resolveObject(source, argument) ?? []);
    const values = objects.flatMap((object) => findProperty(source, object, option) ?? []);
    return values.map((value) => ({ at, list: resolveList(source, value) }));
  });
}

const argumentLists = (source: Source, callee: string): readonly Found[] =>
  findCalls(source, callee).flatMap((at) => {
    const [first] = at.arguments ?? [];
    return first === undefined ? [] : [{ at, list: resolveList(source, first) }];
  });

const variablesOf = onceForEach((file) => walk(file).filter((node) => ts.isVariableDeclaration(node)));

function typedLists(source: Source, type: string): readonly Found[] {
  return variablesOf(source.file).flatMap((at) => {
    if (!at.initializer) return [];
    const types = [at.type, ...satisfied(at.initializer)];
    const isIt = types.some((candidate) => candidate && elementType(candidate) === type);
    return isIt ? [{ at, list: resolveList(source, at.initializer) }] : [];
  });
}

/** The types an initializer is said to satisfy, or to be. */
function satisfied(node: ts.Node): readonly ts.TypeNode[] {
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node)) {
    return [node.type, ...satisfied(node.expression)];
  }
  if (ts.isParenthesizedExpression(node)) return satisfied(node.expression);
  return ts.isCallExpression(node) ? node.arguments.slice(0, 1).flatMap(satisfied) : [];
}

/** `Module` of `Module[]`, `readonly Module[]`, `Array<Module>` and `ReadonlyArray<Module>`. */
function elementType(type: ts.Node): string | undefined {
  if (ts.isTypeOperatorNode(type)) return elementType(type.type);
  if (ts.isArrayTypeNode(type)) return referenceName(type.elementType);
  const generic = referenceName(type);
  if (generic !== 'Array' && generic !== 'ReadonlyArray') return undefined;
  const argument = ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
  return argument && referenceName(argument);
}

function referenceName(type: ts.Node): string | undefined {
  if (ts.isParenthesizedTypeNode(type)) return referenceName(type.type);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : undefined;
}
