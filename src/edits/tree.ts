import { ts } from './compiler.js';
import { onceForEach } from './once.js';

/** A piece of a file, without the comments before it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const startOf = (node: ts.Node): number => node.getStart();

export const spanOf = (node: ts.Node): Span => ({ start: node.getStart(), end: node.end });

/** A node and everything below it but the names of imports, outside in. */
export const walk = (node: ts.Node): readonly ts.Node[] =>
  ts.isSourceFile(node) ? walkFile(node) : collect(node, []);

const walkFile = onceForEach((file) => collect(file, []));

function collect(node: ts.Node, into: ts.Node[]): readonly ts.Node[] {
  into.push(node);
  // The names that are imported are no code: in a file that lists hundreds of modules they would be most of its nodes.
  if (ts.isImportDeclaration(node)) into.push(node.moduleSpecifier);
  else ts.forEachChild(node, (child) => void collect(child, into));
  return into;
}

/** Without parentheses, `as`, `satisfies`, `!` and type assertions. */
export function unwrap(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node) || isTyped(node) || ts.isNonNullExpression(node)
    ? unwrap(node.expression)
    : node;
}

const isTyped = (node: ts.Node): node is ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node);

/** `a.b.c` of a chain of names; undefined for anything else. */
export function dottedName(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const object = dottedName(unwrap(node.expression));
  return object === undefined ? undefined : `${object}.${node.name.text}`;
}

/** The name of a property, member or export, quoted or not; undefined for one that is computed. */
export function keyName(key: ts.Node): string | undefined {
  if (ts.isIdentifier(key) || ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return key.text;
  return ts.isPrivateIdentifier(key) ? key.text.slice(1) : undefined;
}

/** Whether two pieces of code say the same, however they are written. */
export function sameCode(a: ts.Node, b: ts.Node): boolean {
  const [left, right] = [unparenthesized(a), unparenthesized(b)];
  if (left.kind !== right.kind || wordsOf(left) !== wordsOf(right)) return false;
  const [these, those] = [partsOf(left), partsOf(right)];
  return (
    these.length === those.length &&
    these.every(([key, nodes], at) => {
      const [otherKey, others = []] = those[at] ?? [];
      return (
        key === otherKey &&
        nodes.length === others.length &&
        nodes.every((node, index) => {
          const other = others[index];
          return other !== undefined && sameCode(node, other);
        })
      );
    })
  );
}

const unparenthesized = (node: ts.Node): ts.Node =>
  ts.isParenthesizedExpression(node) ? unparenthesized(node.expression) : node;

/** What a node says beside its parts: names, texts, operators, `const` or `let`. */
function wordsOf(node: ts.Node): string {
  const { escapedText, text, operator, keywordToken, token, phaseModifier, isTypeOnly } =
    node as unknown as Readonly<Record<string, unknown>>;
  const words = [escapedText, text, operator, keywordToken, token, phaseModifier, isTypeOnly];
  return JSON.stringify([...words, node.flags & ts.NodeFlags.BlockScoped]);
}

type Part = readonly [key: string, nodes: readonly ts.Node[]];

const notParts = new Set(['parent', 'original', 'jsDoc', 'endOfFileToken']);

/** The nodes that a node is made of, by what each is to it. */
function partsOf(node: ts.Node): readonly Part[] {
  return Object.entries(node)
    .filter(([key]) => !notParts.has(key))
    .map(([key, value]: [string, unknown]): Part => [key, [value].flat().filter(isNode)])
    .filter(([, nodes]) => nodes.length > 0);
}

const isNode = (value: unknown): value is ts.Node =>
  typeof value === 'object' && value !== null && 'kind' in value && 'pos' in value;

/** Whether an element of a list is the one of that name, whatever is made of it: `X`, `X.forRoot()`, `forwardRef(() => X)`, `timed(X)`. */
export function standsFor(element: ts.Node, name: string): boolean {
  const node = unwrap(element);
  if (ts.isIdentifier(node)) return node.text === name;
  if (ts.isArrowFunction(node)) return standsFor(node.body, name);
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  const called = isMember(callee) ? callee.expression : callee;
  return [called, ...node.arguments].some((part) => standsFor(part, name));
}

/** `a.b` and `a[b]`. */
export type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export const isMember = (node: ts.Node): node is Member =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** A function as a value, or declared. */
export const isFunction = (node: ts.Node): boolean =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);

const hasModifier = (node: ts.Node, kind: 'ExportKeyword' | 'DefaultKeyword'): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind[kind]);

/** `export const a`, `export default class A`. */
export const isExported = (statement: ts.Node): boolean => hasModifier(statement, 'ExportKeyword');

export const isDefault = (statement: ts.Node): boolean => hasModifier(statement, 'DefaultKeyword');

/** The variables that a statement declares. */
export const variablesIn = (statement: ts.Node): readonly ts.VariableDeclaration[] =>
  ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];

/** The name that a function, class or type declares. */
export function declaredName(statement: ts.Node): string | undefined {
  if (!ts.isStatement(statement) || !('name' in statement)) return undefined;
  const name = statement.name as ts.Node | undefined;
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}

/** The `b` of `a.b`, of `{ b: 1 }`, and of a member `b` has nothing to do with an import of that name. */
export function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  const isNamed =
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isClassElement(parent) ||
    ts.isEnumMember(parent);
  return isNamed && parent.name === node;
}
