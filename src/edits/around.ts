import { bracketOf, type Bracketed } from './bracket.js';
import { ts } from './compiler.js';
import { find, lineEnd, lineStart, type Written } from './lines.js';
import { spanOf, startOf, unwrap, walk } from './tree.js';

type Parsed = Written & { readonly file: ts.SourceFile };

/** The brackets that hold the list on its own line, outermost first. */
export function around(source: Parsed, list: Bracketed): readonly Bracketed[] {
  const start = lineStart(source.text, list.open);
  const end = lineEnd(source.text, list.open);
  const beside = (node: ts.Node) =>
    node.end <= end &&
    list.close < node.end &&
    node.pos < list.open - 1 &&
    isWithin(startOf(node), start, list);
  return walk(source.file)
    .filter(beside)
    .flatMap((node) => bracketOf(node) ?? argumentsOf(source, node, list));
}

const isWithin = (at: number, lineBegins: number, list: Bracketed): boolean =>
  at >= lineBegins && at < list.open - 1;

/** Whether a value opens beside the bracket of a call. */
const isHugged = (node: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node);

/** The arguments of a call as a list, unless the last one is an object, array or function that opens beside the bracket. */
function argumentsOf(source: Parsed, node: ts.Node, list: Bracketed): readonly Bracketed[] {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  const given = node.arguments ?? [];
  const open = find(source, '(', (node.typeArguments ?? node.expression).end, node.end);
  const last = given.at(-1);
  const holder = given.find((argument) => startOf(argument) < list.open && list.close < argument.end);
  if (open === undefined || holder === undefined || last === undefined) return [];
  const hugs = holder === last && isHugged(unwrap(last));
  return hugs ? [] : [{ open: open + 1, close: node.end - 1, items: given.map(spanOf), padding: '' }];
}
