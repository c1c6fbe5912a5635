import { ts } from './compiler.js';
import { declaredName, variablesIn } from './tree.js';

/** Whether a statement at the top of a file declares a name. */
export const declares = (statement: ts.Node, name: string): boolean =>
  declaredName(statement) === name || variablesIn(statement).some((one) => namesIn(one.name).has(name));

/** The names that a piece of code says, without those of properties and types. */
export function namesIn(node: ts.Node, into = new Set<string>()): Set<string> {
  if (isErased(node)) return into;
  if (ts.isIdentifier(node)) into.add(node.text);
  ts.forEachChild(node, (child) => {
    if (!isProperty(node, child)) namesIn(child, into);
  });
  return into;
}

/** The `b` of `a.b`, `{ b: 1 }` and `{ b: a } = c`. */
function isProperty(node: ts.Node, child: ts.Node): boolean {
  if (ts.isComputedPropertyName(child)) return false;
  if (ts.isBindingElement(node)) return child === node.propertyName;
  const isNamed =
    ts.isPropertyAccessExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isClassElement(node) ||
    ts.isEnumMember(node);
  return isNamed && child === node.name;
}

/** What is gone when the program runs. The class that another extends is none of it, though TypeScript counts it among the types. */
function isErased(node: ts.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return (
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}
