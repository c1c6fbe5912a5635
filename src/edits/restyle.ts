import { parsed, ts } from './compiler.js';
import type { Insertion } from './insertion.js';
import type { Source } from './source.js';
import { statementsOf } from './style.js';
import { spanOf, startOf, walk } from './tree.js';

/** What a piece of our code is, so that it can be parsed by itself. */
export type Fragment = 'element' | 'property' | 'member' | 'statement';

const WRAPS: Readonly<Record<Fragment, readonly [string, string]>> = {
  element: ['[', '\n]'],
  property: ['({', '\n})'],
  member: ['class _ {', '\n}'],
  statement: ['async function _() {', '\n}'],
};

/** The node of a fragment; undefined when it does not parse. */
export function parseFragment(path: string, code: string, fragment: Fragment): ts.Node | undefined {
  const statement = parsed(path, WRAPS[fragment].join(code))?.statements[0];
  if (statement === undefined) return undefined;
  if (ts.isFunctionDeclaration(statement)) return statement.body?.statements[0];
  if (ts.isClassDeclaration(statement)) return statement.members[0];
  const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return expression && ts.isArrayLiteralExpression(expression) ? expression.elements[0] : expression;
}

/** Our code (two spaces, single quotes, semicolons) as the file would write it. Lines end with `\n`. */
export function restyle(source: Source, code: string, fragment: Fragment): string {
  const [before, after] = WRAPS[fragment];
  const wrapped = parsed(source.path, before + code + after);
  const file = wrapped ?? parsed(source.path, code);
  if (file === undefined) return code;
  const offset = wrapped === undefined ? 0 : before.length;
  const changes = walk(file).flatMap((node) => [
    ...requoted(source, node, file.text),
    ...unterminated(source, node, code, offset),
  ]);
  return reindented(source, replaced(code, changes, offset));
}

function requoted(source: Source, node: ts.Node, text: string): readonly Insertion[] {
  const { quote } = source.style;
  if (!ts.isStringLiteral(node) || text[startOf(node)] === quote || /['"\\]/.test(node.text)) return [];
  const { start, end } = spanOf(node);
  return [{ at: start, until: end, text: quote + node.text + quote }];
}

/** Without the semicolons, in a file that has none; one that protects the next line stays. */
function unterminated(source: Source, node: ts.Node, code: string, offset: number): readonly Insertion[] {
  if (source.style.semicolons) return [];
  return statementsOf(node).flatMap(({ end }) => {
    const next = code.slice(end - offset);
    const needed = /^\s*[([`/+*-]/.test(next) || /^[^\S\n]*\S/.test(next);
    return code[end - offset - 1] === ';' && !needed ? [{ at: end - 1, until: end, text: '' }] : [];
  });
}

function replaced(code: string, changes: readonly Insertion[], offset: number): string {
  let result = code;
  for (const { at, until = at, text } of changes.toSorted((a, b) => b.at - a.at)) {
    result = result.slice(0, at - offset) + text + result.slice(until - offset);
  }
  return result;
}

function reindented(source: Source, code: string): string {
  const unit = source.style.indent;
  return unit === '  ' ? code : code.replace(/^(?: {2})+/gm, (lead) => unit.repeat(lead.length / 2));
}
