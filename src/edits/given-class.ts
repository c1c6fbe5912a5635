import type { Node } from 'oxc-parser';
import { findCalls, findVariable, importedName, type ImportedName } from './resolve.js';
import { parseSource, type Source } from './source.js';
import { keyName, unwrap, walk } from './tree.js';

/** A class by the name its file declares it under, or by where that name comes from. */
export type ClassPlace =
  { readonly kind: 'declared'; readonly name: string } | ({ readonly kind: 'imported' } & ImportedName);

/** The class that a call is given: `AppModule` of `NestFactory.create(AppModule)`, of `AppModule.forRoot()` and of a function that returns it. */
export function classGivenTo(text: string, path: string, callee: string): ClassPlace | undefined {
  const source = parseSource(path, text);
  const [argument] = (source && findCalls(source, callee)[0]?.arguments) ?? [];
  return source && argument && classOf(source, argument);
}

/** The class that a file exports under a name, which it may only pass on. */
export function exportedClass(text: string, path: string, symbol: string): ClassPlace | undefined {
  const source = parseSource(path, text);
  if (source === undefined) return undefined;
  for (const statement of source.program.body) {
    const found = exportedBy(statement, symbol);
    if (found !== undefined) return found.kind === 'imported' ? found : placeOf(source, found.name);
  }
  return undefined;
}

function exportedBy(statement: Node, symbol: string): ClassPlace | undefined {
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement;
    const id = declaration.type === 'ClassDeclaration' ? declaration.id : declaration;
    return symbol === 'default' && id?.type === 'Identifier'
      ? { kind: 'declared', name: id.name }
      : undefined;
  }
  if (statement.type !== 'ExportNamedDeclaration') return undefined;
  const { declaration, specifiers, source } = statement;
  if (declaration?.type === 'ClassDeclaration' && declaration.id?.name === symbol) {
    return { kind: 'declared', name: symbol };
  }
  const specifier = specifiers.find(({ exported }) => keyName(exported) === symbol);
  const local = specifier && keyName(specifier.local);
  if (local === undefined) return undefined;
  return source ? { kind: 'imported', symbol: local, from: source.value } : { kind: 'declared', name: local };
}

function placeOf(source: Source, name: string): ClassPlace | undefined {
  const imported = importedName(source, name);
  if (imported !== undefined) return { kind: 'imported', ...imported };
  const declared = walk(source.program).some(
    (node) => node.type === 'ClassDeclaration' && node.id?.name === name,
  );
  return declared ? { kind: 'declared', name } : undefined;
}

/** Through constants, static methods, functions of this file and `{ module: AppModule }`. */
function classOf(source: Source, value: Node, depth = 0): ClassPlace | undefined {
  const node = unwrap(value);
  if (depth > 8) return undefined;
  if (node.type === 'AwaitExpression') return classOf(source, node.argument, depth + 1);
  if (node.type === 'CallExpression') return calledClass(source, node.callee, depth + 1);
  if (node.type === 'ObjectExpression') {
    const module = node.properties.find(
      (property) => property.type === 'Property' && keyName(property.key) === 'module',
    );
    return module?.type === 'Property' ? classOf(source, module.value, depth + 1) : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const init = findVariable(source, node.name)?.init;
  return init ? classOf(source, init, depth + 1) : placeOf(source, node.name);
}

/** What `AppModule.forRoot()` or `rootModule()` is about. */
function calledClass(source: Source, callee: Node, depth: number): ClassPlace | undefined {
  if (callee.type === 'MemberExpression') return classOf(source, callee.object, depth);
  const name = callee.type === 'Identifier' ? callee.name : undefined;
  const called = name === undefined ? undefined : functionNamed(source, name);
  const returned = called && returnedBy(called);
  return returned && classOf(source, returned, depth);
}

function functionNamed(source: Source, name: string): Node | undefined {
  const init = findVariable(source, name)?.init;
  if (init) return init;
  return walk(source.program).find((node) => node.type === 'FunctionDeclaration' && node.id?.name === name);
}

function returnedBy(called: Node): Node | undefined {
  if (called.type === 'ArrowFunctionExpression' && called.body.type !== 'BlockStatement') return called.body;
  const statement = walk(called).find((node) => node.type === 'ReturnStatement');
  return (statement?.type === 'ReturnStatement' && statement.argument) || undefined;
}
