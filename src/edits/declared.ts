import { ts } from './compiler.js';
import { broughtBy, moduleOf } from './imports.js';
import { byName, onceForEach } from './once.js';
import { declaredName, variablesIn } from './tree.js';

/** What binds a name at the top of a file, as a sentence for the user. */
export const bindingOf = (file: ts.SourceFile, name: string): string | undefined => bindings(file).get(name);

const bindings = onceForEach((file) => byName(file.statements.flatMap(namesOf)));

type Binding = readonly [name: string, by: string];

function namesOf(statement: ts.Node): readonly Binding[] {
  if (ts.isImportDeclaration(statement)) {
    return broughtBy(statement).map(({ local }) => [local, `it is imported from '${moduleOf(statement)}'`]);
  }
  if (ts.isVariableStatement(statement)) {
    const names = variablesIn(statement).flatMap(({ name }) => patternNames(name));
    return names.map((name) => [name, 'it is a variable']);
  }
  const name = declaredName(statement);
  return name === undefined ? [] : [[name, kindOf(statement)]];
}

function kindOf(statement: ts.Node): string {
  if (ts.isFunctionDeclaration(statement)) return 'it is a function';
  return ts.isClassDeclaration(statement) ? 'it is a class' : 'it is declared there';
}

/** The names a pattern binds: `a` and `b` of `{ x: a, ...b }`. */
function patternNames(pattern: ts.Node): readonly string[] {
  if (ts.isIdentifier(pattern)) return [pattern.text];
  if (!ts.isObjectBindingPattern(pattern) && !ts.isArrayBindingPattern(pattern)) return [];
  return pattern.elements.flatMap((part) => (ts.isBindingElement(part) ? patternNames(part.name) : []));
}
