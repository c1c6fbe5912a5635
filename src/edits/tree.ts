import { visitorKeys, type Node } from 'oxc-parser';

type Fields = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Fields)['type'] === 'string';

const walked = new WeakMap<Node, readonly Node[]>();

/** A node and everything below it but the names of imports, outside in. What a whole file holds is remembered. */
export function walk(node: Node): readonly Node[] {
  if (node.type !== 'Program') return collect(node, []);
  const known = walked.get(node) ?? collect(node, []);
  walked.set(node, known);
  return known;
}

/** The names that are imported are no code: in a file that lists hundreds of modules they would be most of its nodes. */
const importKeys = ['source', 'attributes'];

const keysOf = ({ type }: Node): readonly string[] =>
  type === 'ImportDeclaration' ? importKeys : (visitorKeys[type] ?? []);

function collect(node: Node, into: Node[]): readonly Node[] {
  into.push(node);
  const fields = node as unknown as Fields;
  for (const key of keysOf(node)) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) collect(each, into);
    } else if (isNode(value)) collect(value, into);
  }
  return into;
}

/** Without parentheses, `as`, `satisfies`, `!` and type assertions. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** `a.b.c` of a chain of names; undefined for anything else. */
export function dottedName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const object = dottedName(unwrap(node.object));
  return object === undefined ? undefined : `${object}.${node.property.name}`;
}

/** The name of a property, member or export, quoted or not. */
export function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

const POSITIONS = new Set(['start', 'end', 'range', 'raw', 'parent']);

/** Whether two pieces of code say the same, however they are written. */
export function sameCode(a: unknown, b: unknown): boolean {
  const left = isNode(a) ? (unparenthesized(a) as unknown) : a;
  const right = isNode(b) ? (unparenthesized(b) as unknown) : b;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  const keys = Object.keys(left).filter((key) => !POSITIONS.has(key));
  const others = Object.keys(right).filter((key) => !POSITIONS.has(key));
  return (
    keys.length === others.length &&
    keys.every((key) => sameCode((left as Fields)[key], (right as Fields)[key]))
  );
}

const unparenthesized = (node: Node): Node =>
  node.type === 'ParenthesizedExpression' ? unparenthesized(node.expression) : node;

/** Whether an element of a list is the one of that name, whatever is made of it: `X`, `X.forRoot()`, `forwardRef(() => X)`, `timed(X)`. */
export function standsFor(element: Node, name: string): boolean {
  const node = unwrap(element);
  switch (node.type) {
    case 'Identifier':
      return node.name === name;
    case 'ArrowFunctionExpression':
      return standsFor(node.body, name);
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      const called = callee.type === 'MemberExpression' ? callee.object : callee;
      return [called, ...node.arguments].some((part) => standsFor(part, name));
    }
    default:
      return false;
  }
}
