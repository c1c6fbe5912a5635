import { parseSync, type Node } from 'oxc-parser';
import type { Insertion } from './insertion.js';
import type { Source } from './source.js';
import { statementsOf } from './style.js';
import { walk } from './tree.js';

/** What a piece of our code is, so that it can be parsed by itself. */
export type Fragment = 'element' | 'property' | 'member' | 'statement';

const WRAPS: Readonly<Record<Fragment, readonly [string, string]>> = {
  element: ['[', '\n]'],
  property: ['({', '\n})'],
  member: ['class _ {', '\n}'],
  statement: ['async function _() {', '\n}'],
};

/** The node of a fragment; undefined when it does not parse. */
export function parseFragment(path: string, code: string, fragment: Fragment): Node | undefined {
  const statement = parse(path, WRAPS[fragment].join(code))?.body[0];
  if (statement?.type === 'FunctionDeclaration') return statement.body?.body[0];
  if (statement?.type === 'ClassDeclaration') return statement.body.body[0];
  const expression = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (expression?.type === 'ArrayExpression') return expression.elements[0] ?? undefined;
  return expression;
}

function parse(path: string, code: string) {
  const { program, errors } = parseSync(path, code);
  return errors.length > 0 ? undefined : program;
}

/** Our code (two spaces, single quotes, semicolons) as the file would write it. Lines end with `\n`. */
export function restyle(source: Source, code: string, fragment: Fragment): string {
  const [before, after] = WRAPS[fragment];
  const wrapped = parse(source.path, before + code + after);
  const program = wrapped ?? parse(source.path, code);
  if (program === undefined) return code;
  const offset = wrapped === undefined ? 0 : before.length;
  const changes = walk(program).flatMap((node) => [
    ...requoted(source, node),
    ...unterminated(source, node, code, offset),
  ]);
  return reindented(source, replaced(code, changes, offset));
}

function requoted(source: Source, node: Node): readonly Insertion[] {
  const { quote } = source.style;
  if (node.type !== 'Literal' || typeof node.value !== 'string' || node.raw?.startsWith(quote)) return [];
  if (/['"\\]/.test(node.value)) return [];
  return [{ at: node.start, until: node.end, text: quote + node.value + quote }];
}

/** Without the semicolons, in a file that has none; one that protects the next line stays. */
function unterminated(source: Source, node: Node, code: string, offset: number): readonly Insertion[] {
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
