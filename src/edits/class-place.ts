import { ts } from './compiler.js';
import { exportedBy, moduleOf } from './imports.js';
import {
  findCalls,
  importedName,
  type ImportedName,
  namespaceMember,
  propertyName,
  reexported,
  valueOf,
} from './resolve.js';
import { parseSource, type Source } from './source.js';
import {
  declaredName,
  isDefault,
  isExported,
  isFunction,
  isMember,
  unwrap,
  variablesIn,
  walk,
} from './tree.js';
import { findVariable } from './variables.js';

/** A class by the name its file declares it under, or by where that name comes from. */
export type ClassPlace =
  { readonly kind: 'declared'; readonly name: string } | ({ readonly kind: 'imported' } & ImportedName);

/**
 * The class that each call is given: `AppModule` of `NestFactory.create(AppModule)`, of `AppModule.forRoot()`, of a function that returns
 * it. Undefined where it cannot be told, as in a file that does not parse.
 */
export function classesGivenTo(
  text: string,
  path: string,
  callee: string,
): readonly (ClassPlace | undefined)[] {
  const source = parseSource(path, text);
  if (source === undefined) return [undefined];
  return findCalls(source, callee).map(({ arguments: [first] = [] }) => first && classOf(source, first));
}

/** Where the class may be that a file exports under a name. What does not parse is taken at its word. */
export function exportedClasses(text: string, path: string, symbol: string): readonly ClassPlace[] {
  const source = parseSource(path, text);
  if (source === undefined) return [{ kind: 'declared', name: symbol }];
  const from = reexported(source, symbol);
  if (from !== undefined) return [{ kind: 'imported', ...from }];
  const { statements } = source.file;
  const own = statements.flatMap((statement) => exportedFrom(source, statement, symbol) ?? []);
  return own.length > 0 ? own : statements.flatMap((statement) => passedOn(statement, symbol));
}

/** `export * from './app.module'`. */
function passedOn(statement: ts.Node, symbol: string): readonly ClassPlace[] {
  const all = ts.isExportDeclaration(statement) && statement.exportClause === undefined;
  return all ? [{ kind: 'imported', symbol, from: moduleOf(statement) ?? '' }] : [];
}

function exportedFrom(source: Source, statement: ts.Node, symbol: string): ClassPlace | undefined {
  if (ts.isExportDeclaration(statement)) {
    const local = exportedBy(statement).find((one) => one.symbol === symbol)?.local;
    return local === undefined ? undefined : classNamed(source, local);
  }
  if (ts.isExportAssignment(statement)) {
    return symbol === 'default' ? classOf(source, statement.expression) : undefined;
  }
  if (!isExported(statement)) return undefined;
  if (!isDefault(statement)) return declares(statement, symbol) ? classNamed(source, symbol) : undefined;
  return symbol === 'default' ? defaultClass(source, statement) : undefined;
}

function defaultClass(source: Source, statement: ts.Node): ClassPlace | undefined {
  if (!ts.isClassDeclaration(statement)) return classOf(source, statement);
  return statement.name && { kind: 'declared', name: statement.name.text };
}

const declares = (statement: ts.Node, name: string): boolean =>
  declaredName(statement) === name ||
  variablesIn(statement).some((one) => ts.isIdentifier(one.name) && one.name.text === name);

/** Through constants, static methods, functions of this file and `{ module: AppModule }`. */
function classOf(source: Source, value: ts.Node, depth = 0): ClassPlace | undefined {
  const node = unwrap(value);
  if (depth > 8) return undefined;
  if (ts.isIdentifier(node)) return classNamed(source, node.text, depth + 1);
  if (isMember(node)) return memberOfModule(source, node);
  if (ts.isAwaitExpression(node)) return classOf(source, node.expression, depth + 1);
  if (ts.isCallExpression(node)) return calledClass(source, node.expression, depth + 1);
  if (ts.isObjectLiteralExpression(node)) return dynamicModule(source, node, depth + 1);
  return isFunction(node) ? returnedClass(source, node, depth + 1) : undefined;
}

/** The class that a name of this file stands for, or leads to when it is called. */
function classNamed(source: Source, name: string, depth = 0): ClassPlace | undefined {
  const init = findVariable(source, name)?.initializer;
  if (init) return classOf(source, init, depth);
  const imported = importedName(source, name);
  if (imported !== undefined) return { kind: 'imported', ...imported };
  const declared = walk(source.file).find(
    (node) => (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && declaredName(node) === name,
  );
  return declared && ts.isClassDeclaration(declared)
    ? { kind: 'declared', name }
    : declared && classOf(source, declared, depth);
}

/** `app.AppModule` of `import * as app from './app.module'`. */
function memberOfModule(source: Source, node: ts.Node): ClassPlace | undefined {
  const member = namespaceMember(source, node);
  return member && { kind: 'imported', ...member };
}

/** What `AppModule.forRoot()` or `rootModule()` is about. */
function calledClass(source: Source, callee: ts.Node, depth: number): ClassPlace | undefined {
  const itself = classOf(source, callee, depth);
  return itself ?? (isMember(callee) ? classOf(source, callee.expression, depth) : undefined);
}

function dynamicModule(
  source: Source,
  { properties }: ts.ObjectLiteralExpression,
  depth: number,
): ClassPlace | undefined {
  const module = properties.find((property) => propertyName(property) === 'module');
  return module && classOf(source, valueOf(module), depth);
}

/** The class that a function returns, wherever it returns. */
function returnedClass(source: Source, called: ts.Node, depth: number): ClassPlace | undefined {
  const [first, ...others] = returnedBy(called).map((value) => value && classOf(source, value, depth));
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined;
}

function returnedBy(called: ts.Node): readonly (ts.Node | undefined)[] {
  if (ts.isArrowFunction(called) && !ts.isBlock(called.body)) return [called.body];
  const [, ...below] = walk(called);
  const inner = new Set(below.filter(isFunction).flatMap(walk));
  return below.flatMap((node) => (ts.isReturnStatement(node) && !inner.has(node) ? [node.expression] : []));
}
