import type { ExportNamedDeclaration, Node } from 'oxc-parser';
import {
  findCalls,
  findVariable,
  importedName,
  type ImportedName,
  namespaceMember,
  reexported,
} from './resolve.js';
import { parseSource, type Source } from './source.js';
import { keyName, unwrap, walk } from './tree.js';

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
  return findCalls(source, callee).map(({ arguments: [first] }) => first && classOf(source, first));
}

/** Where the class may be that a file exports under a name. What does not parse is taken at its word. */
export function exportedClasses(text: string, path: string, symbol: string): readonly ClassPlace[] {
  const source = parseSource(path, text);
  if (source === undefined) return [{ kind: 'declared', name: symbol }];
  const from = reexported(source, symbol);
  if (from !== undefined) return [{ kind: 'imported', ...from }];
  const own = source.program.body.flatMap((statement) => exportedBy(source, statement, symbol) ?? []);
  return own.length > 0 ? own : source.program.body.flatMap((statement) => passedOn(statement, symbol));
}

/** `export * from './app.module'`. */
function passedOn(statement: Node, symbol: string): readonly ClassPlace[] {
  const all = statement.type === 'ExportAllDeclaration' && statement.exported === null;
  return all ? [{ kind: 'imported', symbol, from: statement.source.value }] : [];
}

function exportedBy(source: Source, statement: Node, symbol: string): ClassPlace | undefined {
  if (statement.type === 'ExportNamedDeclaration') return exportedByName(source, statement, symbol);
  if (statement.type !== 'ExportDefaultDeclaration' || symbol !== 'default') return undefined;
  const { declaration } = statement;
  if (declaration.type !== 'ClassDeclaration') return classOf(source, declaration);
  return declaration.id ? { kind: 'declared', name: declaration.id.name } : undefined;
}

function exportedByName(
  source: Source,
  { declaration, specifiers }: ExportNamedDeclaration,
  symbol: string,
): ClassPlace | undefined {
  if (declaration) return declares(declaration, symbol) ? classNamed(source, symbol) : undefined;
  const local = specifiers.find(({ exported }) => keyName(exported) === symbol)?.local;
  const name = local && keyName(local);
  return name === undefined ? undefined : classNamed(source, name);
}

function declares(declaration: Node, name: string): boolean {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' && declaration.id.name === name;
}

/** Through constants, static methods, functions of this file and `{ module: AppModule }`. */
function classOf(source: Source, value: Node, depth = 0): ClassPlace | undefined {
  const node = unwrap(value);
  if (depth > 8) return undefined;
  switch (node.type) {
    case 'Identifier':
      return classNamed(source, node.name, depth + 1);
    case 'MemberExpression':
      return memberOfModule(source, node);
    case 'AwaitExpression':
      return classOf(source, node.argument, depth + 1);
    case 'CallExpression':
      return calledClass(source, node.callee, depth + 1);
    case 'ObjectExpression':
      return dynamicModule(source, node.properties, depth + 1);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return returnedClass(source, node, depth + 1);
    default:
      return undefined;
  }
}

/** The class that a name of this file stands for, or leads to when it is called. */
function classNamed(source: Source, name: string, depth = 0): ClassPlace | undefined {
  const init = findVariable(source, name)?.init;
  if (init) return classOf(source, init, depth);
  const imported = importedName(source, name);
  if (imported !== undefined) return { kind: 'imported', ...imported };
  const declared = walk(source.program).find(
    (node) =>
      (node.type === 'ClassDeclaration' || node.type === 'FunctionDeclaration') && node.id?.name === name,
  );
  return declared?.type === 'ClassDeclaration'
    ? { kind: 'declared', name }
    : declared && classOf(source, declared, depth);
}

/** `app.AppModule` of `import * as app from './app.module'`. */
function memberOfModule(source: Source, node: Node): ClassPlace | undefined {
  const member = namespaceMember(source, node);
  return member && { kind: 'imported', ...member };
}

/** What `AppModule.forRoot()` or `rootModule()` is about. */
function calledClass(source: Source, callee: Node, depth: number): ClassPlace | undefined {
  const itself = classOf(source, callee, depth);
  if (itself !== undefined || callee.type !== 'MemberExpression') return itself;
  return classOf(source, callee.object, depth);
}

function dynamicModule(source: Source, properties: readonly Node[], depth: number): ClassPlace | undefined {
  const module = properties.find(
    (property) => property.type === 'Property' && keyName(property.key) === 'module',
  );
  return module?.type === 'Property' ? classOf(source, module.value, depth) : undefined;
}

/** The class that a function returns, wherever it returns. */
function returnedClass(source: Source, called: Node, depth: number): ClassPlace | undefined {
  const [first, ...others] = returnedBy(called).map((value) =>
    value === null ? undefined : classOf(source, value, depth),
  );
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined;
}

function returnedBy(called: Node): readonly (Node | null)[] {
  if (called.type === 'ArrowFunctionExpression' && called.body.type !== 'BlockStatement')
    return [called.body];
  const [, ...below] = walk(called);
  const inner = new Set(below.filter(isFunction).flatMap(walk));
  return below.flatMap((node) =>
    node.type === 'ReturnStatement' && !inner.has(node) ? [node.argument] : [],
  );
}

const isFunction = ({ type }: Node): boolean =>
  type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'FunctionDeclaration';
