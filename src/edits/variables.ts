import { ts } from './compiler.js';
import { byName, onceForEach } from './once.js';
import type { Source } from './source.js';
import { variablesIn, walk } from './tree.js';

/** The variable of that name; one at the top of the file wins. */
export const findVariable = ({ file }: Source, name: string): ts.VariableDeclaration | undefined =>
  firstVariables(file).get(name);

const firstVariables = onceForEach((file) =>
  byName([...file.statements.flatMap(variablesIn), ...allVariables(file)].flatMap(named)),
);

/** What a `catch` is given is no variable. */
const allVariables = onceForEach((file) =>
  walk(file).filter(
    (node): node is ts.VariableDeclaration =>
      ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent),
  ),
);

const named = (variable: ts.VariableDeclaration): (readonly [string, ts.VariableDeclaration])[] =>
  ts.isIdentifier(variable.name) ? [[variable.name.text, variable]] : [];

/** What a name stands for at a place: the nearest variable around it; 'unknown' for a parameter, or what is given another value later. */
export function variableAt(
  { file }: Source,
  used: ts.Identifier,
): ts.VariableDeclaration | 'unknown' | undefined {
  const name = used.text;
  const visible = allVariables(file).filter((node) => ts.isIdentifier(node.name) && node.name.text === name);
  for (let scope = scopeOf(used); scope !== undefined; scope = scopeOf(scope)) {
    if (hasParameter(scope, name)) return 'unknown';
    const found = visible.find((node) => scopeOf(node) === scope);
    if (found !== undefined) return namesGivenAgain(file).has(name) ? 'unknown' : found;
  }
  return undefined;
}

/** What a variable is visible in: the nearest block, function, loop or file around it. */
function scopeOf(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  return parent === undefined || isScope(parent) ? parent : scopeOf(parent);
}

const isScope = (node: ts.Node): boolean =>
  ts.isSourceFile(node) ||
  ts.isBlock(node) ||
  ts.isFunctionLike(node) ||
  ts.isForStatement(node) ||
  ts.isForOfStatement(node) ||
  ts.isForInStatement(node);

const hasParameter = (scope: ts.Node, name: string): boolean =>
  ts.isFunctionLike(scope) &&
  scope.parameters.some((parameter) =>
    walk(parameter).some((node) => ts.isIdentifier(node) && node.text === name),
  );

/** `modules = […]` somewhere: what the declaration says is not what is used. */
const namesGivenAgain = onceForEach(
  (file) =>
    new Set(
      walk(file).flatMap((node) =>
        ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && ts.isIdentifier(node.left)
          ? [node.left.text]
          : [],
      ),
    ),
);

/** `=`, `+=` and the like. */
const isAssignment = (operator: number): boolean =>
  operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
