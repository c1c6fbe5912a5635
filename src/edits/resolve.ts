import type {
  CallExpression,
  ImportDeclaration,
  Node,
  ObjectExpression,
  ObjectProperty,
  VariableDeclarator,
} from 'oxc-parser';
import type { Source } from './source.js';
import { dottedName, keyName, unwrap, walk } from './tree.js';

export interface ImportedName {
  readonly symbol: string;
  readonly from: string;
}

/** What the value of a list turned out to be. */
export type FoundList =
  | { readonly kind: 'list'; readonly node: Node; readonly imported?: ImportedName | undefined }
  | ({ readonly kind: 'imported' } & ImportedName)
  | { readonly kind: 'computed' };

type Call = CallExpression | Extract<Node, { type: 'NewExpression' }>;

/** The variable of that name; one at the top of the file wins. */
export function findVariable(source: Source, name: string): VariableDeclarator | undefined {
  const isNamed = (node: Node): node is VariableDeclarator =>
    node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name;
  return source.program.body.flatMap(declaratorsOf).find(isNamed) ?? walk(source.program).find(isNamed);
}

function declaratorsOf(statement: Node): readonly Node[] {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration)
    return declaratorsOf(statement.declaration);
  return statement.type === 'VariableDeclaration' ? statement.declarations : [];
}

/** Where a name of this file is imported from. */
export function importedName(source: Source, local: string): ImportedName | undefined {
  for (const node of importsOf(source)) {
    const found = node.specifiers.find((specifier) => specifier.local.name === local);
    if (found === undefined || found.type === NAMESPACE) continue;
    const symbol = found.type === 'ImportDefaultSpecifier' ? 'default' : (keyName(found.imported) ?? local);
    return { symbol, from: node.source.value };
  }
  return undefined;
}

/** Where a name comes from that this file exports without using it: `export { a } from './a'`. */
export function reexported(source: Source, symbol: string): ImportedName | undefined {
  for (const node of source.program.body) {
    if (node.type !== 'ExportNamedDeclaration' || !node.source) continue;
    const found = node.specifiers.find(({ exported }) => keyName(exported) === symbol);
    const name = found && keyName(found.local);
    if (name !== undefined) return { symbol: name, from: node.source.value };
  }
  return undefined;
}

/** Where `b` of `a.b` is imported from, where `a` is a whole module: `import * as a`. */
export function namespaceMember(source: Source, node: Node): ImportedName | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'Identifier')
    return undefined;
  const { name } = node.object;
  const from = importsOf(source).find((declaration) =>
    declaration.specifiers.some(({ type, local }) => type === NAMESPACE && local.name === name),
  );
  return from && { symbol: node.property.name, from: from.source.value };
}

const NAMESPACE = 'ImportNamespaceSpecifier';

const importsOf = (source: Source): readonly ImportDeclaration[] =>
  source.program.body.filter((node) => node.type === 'ImportDeclaration');

/** Follows an expression to the array it stands for. */
export function resolveList(source: Source, value: Node, depth = 0): FoundList {
  const node = unwrap(value);
  if (depth > 8) return { kind: 'computed' };
  if (node.type === 'Identifier') return resolveListName(source, node.name, depth);
  if (isFreeze(node) && node.arguments[0]) return resolveList(source, node.arguments[0], depth + 1);
  if (node.type !== 'ArrayExpression') return { kind: 'computed' };
  const [only] = node.elements;
  if (node.elements.length !== 1 || only?.type !== 'SpreadElement') return { kind: 'list', node };
  const spread = resolveList(source, only.argument, depth + 1);
  return spread.kind === 'list'
    ? spread
    : { kind: 'list', node, imported: spread.kind === 'imported' ? spread : undefined };
}

function resolveListName(source: Source, name: string, depth: number): FoundList {
  const init = findVariable(source, name)?.init;
  if (init) return resolveList(source, init, depth + 1);
  const imported = importedName(source, name);
  return imported === undefined ? { kind: 'computed' } : { kind: 'imported', ...imported };
}

const isFreeze = (node: Node): node is CallExpression =>
  node.type === 'CallExpression' && dottedName(node.callee) === 'Object.freeze';

/** Follows an expression to the object literal it stands for. */
export function resolveObject(source: Source, value: Node, depth = 0): ObjectExpression | undefined {
  const node = unwrap(value);
  if (node.type === 'ObjectExpression') return node;
  if (depth > 8) return undefined;
  if (isFreeze(node) && node.arguments[0]) return resolveObject(source, node.arguments[0], depth + 1);
  if (node.type === 'ArrowFunctionExpression') return resolveObject(source, node.body, depth + 1);
  const init = node.type === 'Identifier' ? findVariable(source, node.name)?.init : undefined;
  return init ? resolveObject(source, init, depth + 1) : undefined;
}

/** The property of that name, in the object or in one it spreads. */
export function findProperty(
  source: Source,
  object: ObjectExpression,
  name: string,
  depth = 0,
): ObjectProperty | undefined {
  const own = object.properties.find(
    (property) => property.type === 'Property' && !property.computed && keyName(property.key) === name,
  );
  if (own?.type === 'Property' || depth > 8) return own?.type === 'Property' ? own : undefined;
  for (const property of object.properties.toReversed()) {
    const spread = property.type === 'SpreadElement' ? resolveObject(source, property.argument) : undefined;
    const found = spread && findProperty(source, spread, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The calls of a function or class, also under the name it was imported as, below a node. */
export function findCalls(source: Source, callee: string, below: Node = source.program): readonly Call[] {
  const names = new Set([callee, ...aliasesOf(source, callee)]);
  return walk(below).filter((node): node is Call => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
    const name = dottedName(unwrap(node.callee));
    return name !== undefined && (names.has(name) || (!callee.includes('.') && name.endsWith(`.${callee}`)));
  });
}

/** The same name as this file may say it: under the name it was imported as, or with the module before it. */
export function aliasesOf(source: Source, callee: string): readonly string[] {
  const [base = callee, ...rest] = callee.split('.');
  const specifiers = importsOf(source).flatMap((declaration) => declaration.specifiers);
  return specifiers.flatMap((specifier) => {
    if (specifier.type === NAMESPACE) return [`${specifier.local.name}.${callee}`];
    const isIt = specifier.type === 'ImportSpecifier' && keyName(specifier.imported) === base;
    return isIt ? [[specifier.local.name, ...rest].join('.')] : [];
  });
}
