import { ts } from './compiler.js';
import {
  broughtBy,
  exportedBy,
  importedNameOf,
  importsOf,
  isTypeImport,
  moduleOf,
  namesOf,
  namespaceIn,
} from './imports.js';
import { onceForEach } from './once.js';
import { parseSource, type Source } from './source.js';
import { dottedName, keyName, unwrap, walk } from './tree.js';
import { variableAt } from './variables.js';

export interface ImportedName {
  readonly symbol: string;
  readonly from: string;
}

/** What the value of a list turned out to be. */
export type FoundList =
  | { readonly kind: 'list'; readonly node: ts.Node; readonly imported?: ImportedName | undefined }
  | ({ readonly kind: 'imported' } & ImportedName)
  | { readonly kind: 'computed' };

type Call = ts.CallExpression | ts.NewExpression;

/** Where a name of this file is imported from. */
export const importedName = ({ file }: Source, local: string): ImportedName | undefined =>
  broughtInto(file).named.get(local);

/** Whether a file imports a name from a module, for its value. */
export function importsName(
  text: string,
  path: string,
  symbol: string,
  isModule: (from: string) => boolean,
): boolean {
  const source = parseSource(path, text);
  return (source ? importsOf(source) : []).some(
    (declaration) =>
      !isTypeImport(declaration) &&
      isModule(moduleOf(declaration) ?? '') &&
      namesOf(declaration).some((one) => importedNameOf(one) === symbol),
  );
}

/** Where a name comes from that this file exports without using it: `export { a } from './a'`. */
export function reexported(source: Source, symbol: string): ImportedName | undefined {
  for (const statement of source.file.statements) {
    const from = ts.isExportDeclaration(statement) ? moduleOf(statement) : undefined;
    if (from === undefined || !ts.isExportDeclaration(statement)) continue;
    const found = exportedBy(statement).find((one) => one.symbol === symbol);
    if (found !== undefined) return { symbol: found.local, from };
  }
  return undefined;
}

/** Where `b` of `a.b` is imported from, where `a` is a whole module: `import * as a`. */
export function namespaceMember(source: Source, node: ts.Node): ImportedName | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const from = namespaceOf(source, node.expression.text);
  return from === undefined ? undefined : { symbol: node.name.text, from };
}

/** The module that a name of this file stands for as a whole: `import * as a`. */
export function namespaceOf(source: Source, local: string): string | undefined {
  const found = importsOf(source).find((declaration) => namespaceIn(declaration) === local);
  return found && moduleOf(found);
}

/** Follows an expression to the array it stands for. */
export function resolveList(source: Source, value: ts.Node, depth = 0): FoundList {
  const node = unwrap(value);
  if (depth > 8) return { kind: 'computed' };
  if (ts.isIdentifier(node)) return resolveListName(source, node, depth);
  if (isFreeze(node) && node.arguments[0]) return resolveList(source, node.arguments[0], depth + 1);
  if (!ts.isArrayLiteralExpression(node)) return { kind: 'computed' };
  const [only] = node.elements;
  if (node.elements.length !== 1 || only === undefined || !ts.isSpreadElement(only))
    return { kind: 'list', node };
  const spread = resolveList(source, only.expression, depth + 1);
  return spread.kind === 'list'
    ? spread
    : { kind: 'list', node, imported: spread.kind === 'imported' ? spread : undefined };
}

function resolveListName(source: Source, node: ts.Identifier, depth: number): FoundList {
  const variable = variableAt(source, node);
  if (variable === 'unknown') return { kind: 'computed' };
  if (variable?.initializer) return resolveList(source, variable.initializer, depth + 1);
  const imported = importedName(source, node.text);
  return imported === undefined ? { kind: 'computed' } : { kind: 'imported', ...imported };
}

const isFreeze = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && dottedName(node.expression) === 'Object.freeze';

/** Follows an expression to the object literal it stands for. */
export function resolveObject(
  source: Source,
  value: ts.Node,
  depth = 0,
): ts.ObjectLiteralExpression | undefined {
  const node = unwrap(value);
  if (ts.isObjectLiteralExpression(node)) return node;
  if (depth > 8) return undefined;
  if (isFreeze(node) && node.arguments[0]) return resolveObject(source, node.arguments[0], depth + 1);
  if (ts.isArrowFunction(node)) return resolveObject(source, node.body, depth + 1);
  const variable = ts.isIdentifier(node) ? variableAt(source, node) : undefined;
  return variable && variable !== 'unknown' && variable.initializer
    ? resolveObject(source, variable.initializer, depth + 1)
    : undefined;
}

/** The value of the property of that name, in the object or in one it spreads. */
export function findProperty(
  source: Source,
  object: ts.ObjectLiteralExpression,
  name: string,
  depth = 0,
): ts.Node | undefined {
  const own = object.properties.find((property) => propertyName(property) === name);
  if (own !== undefined || depth > 8) return own && valueOf(own);
  for (const property of object.properties.toReversed()) {
    const spread = ts.isSpreadAssignment(property) ? resolveObject(source, property.expression) : undefined;
    const found = spread && findProperty(source, spread, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

export const propertyName = ({ name }: ts.ObjectLiteralElementLike): string | undefined =>
  name && keyName(name);

/** A method is its own value. */
export function valueOf(property: ts.ObjectLiteralElementLike): ts.Node {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : property;
}

/** The calls of a function or class, also under the name it was imported as, below a node. */
export function findCalls(source: Source, callee: string, below: ts.Node = source.file): readonly Call[] {
  const names = new Set([callee, ...aliasesOf(source, callee)]);
  const calls = ts.isSourceFile(below) ? callsOf(below) : walk(below).filter(isCall);
  return calls.filter((node) => {
    const name = dottedName(unwrap(node.expression));
    return name !== undefined && (names.has(name) || (!callee.includes('.') && name.endsWith(`.${callee}`)));
  });
}

const isCall = (node: ts.Node): node is Call => ts.isCallExpression(node) || ts.isNewExpression(node);

const callsOf = onceForEach((file) => walk(file).filter(isCall));

/** The same name as this file may say it: under the name it was imported as, or with the module before it. */
export function aliasesOf({ file }: Source, callee: string): readonly string[] {
  const [base = callee, ...rest] = callee.split('.');
  const { modules, named } = broughtInto(file);
  const aliases = [...named].filter(([, { symbol }]) => symbol === base).map(([local]) => local);
  return [...modules.map((all) => `${all}.${callee}`), ...aliases.map((local) => [local, ...rest].join('.'))];
}

/** What a file imports, under its own names: modules as a whole, and the others. */
const broughtInto = onceForEach((file) => {
  const modules: string[] = [];
  const named = new Map<string, ImportedName>();
  for (const declaration of importsOf({ file })) {
    const from = moduleOf(declaration) ?? '';
    for (const { local, symbol } of broughtBy(declaration)) {
      if (symbol === '*') modules.push(local);
      else if (!named.has(local)) named.set(local, { symbol, from });
    }
  }
  return { modules, named };
});
