import type { Node } from 'oxc-parser';
import { manual, present, type Outcome } from '../core/outcome.js';
import { apply, type Insertion } from './insertion.js';
import { block, eolAt, indentAt, lineStart, restOfLine, startsLine } from './lines.js';
import { parseFragment, restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';
import { statementsOf } from './style.js';
import { dottedName, sameCode, unwrap, walk } from './tree.js';

/** A statement by its meaning; `in` names the function it is in. */
export type StatementAnchor =
  /** `return name;`, or any return; the last one. */
  | { readonly kind: 'return'; readonly name?: string | undefined; readonly in?: string | undefined }
  /** A call for its own sake, with `argument` among its arguments (or called there): the first, after the last. */
  | {
      readonly kind: 'call';
      readonly callee: string;
      readonly argument?: string | undefined;
      readonly in?: string | undefined;
    }
  | { readonly kind: 'variable'; readonly name: string; readonly in?: string | undefined };

interface Found {
  readonly statement: Node;
  readonly siblings: readonly Node[];
}

/** Inserts a statement before or after another; anchors are tried in order. */
export function insertStatement(
  text: string,
  path: string,
  where: 'before' | 'after',
  anchor: StatementAnchor | readonly StatementAnchor[],
  statement: string,
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, statement);
  const anchors = [anchor].flat();
  const found = anchors.map((one) => findStatement(source, one, where)).find((one) => one !== undefined);
  if (found === undefined) return manual(`${path} has no ${anchors.map(describe).join(' or ')}.`, statement);
  if (isAmong(source, found.siblings, statement)) return present;
  const lines = restyle(source, statement, 'statement').split('\n');
  const insertion = where === 'before' ? before(source, found, lines) : after(source, found.statement, lines);
  return apply(source, [insertion], lines.join('\n'));
}

/** Adds a statement at the end of the file. */
export function appendStatement(text: string, path: string, statement: string): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, statement);
  if (isAmong(source, source.program.body, statement)) return present;
  const eol = eolAt(source, source.text.length);
  const body = guarded(source, restyle(source, statement, 'statement').split('\n'));
  const apart = source.text === '' ? '' : source.text.endsWith('\n') ? '' : eol;
  return apply(source, [{ at: source.text.length, text: apart + block(body, '', eol) + eol }], statement);
}

function findStatement(
  source: Source,
  anchor: StatementAnchor,
  where: 'before' | 'after',
): Found | undefined {
  const root = anchor.in === undefined ? source.program : functionNamed(source, anchor.in);
  if (root === undefined) return undefined;
  const all = walk(root).flatMap((node) =>
    statementsOf(node)
      .filter((statement) => matches(statement, anchor))
      .map((statement) => ({ statement, siblings: statementsOf(node) })),
  );
  return anchor.kind === 'return' || where === 'after' ? all.at(-1) : all[0];
}

function functionNamed(source: Source, name: string): Node | undefined {
  for (const node of walk(source.program)) {
    if (node.type === 'FunctionDeclaration' && node.id?.name === name) return node.body ?? undefined;
    if (node.type === 'MethodDefinition' && dottedName(node.key) === name)
      return node.value.body ?? undefined;
    const variable =
      node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name;
    if (!variable || !node.init) continue;
    const value = unwrap(node.init);
    if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
      return value.body ?? undefined;
  }
  return undefined;
}

function matches(node: Node, anchor: StatementAnchor): boolean {
  const statement = node.type === 'ExportNamedDeclaration' && node.declaration ? node.declaration : node;
  if (anchor.kind === 'return')
    return statement.type === 'ReturnStatement' && returns(statement.argument, anchor.name);
  if (anchor.kind === 'call')
    return statement.type === 'ExpressionStatement' && calls(statement.expression, anchor);
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(({ id }) => id.type === 'Identifier' && id.name === anchor.name)
  );
}

const returns = (argument: Node | null, name: string | undefined): boolean =>
  name === undefined || (argument !== null && dottedName(unwrap(argument)) === name);

function calls(expression: Node, anchor: Extract<StatementAnchor, { kind: 'call' }>): boolean {
  const value = unwrap(expression.type === 'AwaitExpression' ? expression.argument : expression);
  if (value.type !== 'CallExpression' || dottedName(unwrap(value.callee)) !== anchor.callee) return false;
  return (
    anchor.argument === undefined ||
    value.arguments.some((argument) => isNamed(argument, anchor.argument ?? ''))
  );
}

function isNamed(argument: Node, name: string): boolean {
  const value = unwrap(argument);
  return dottedName(value.type === 'CallExpression' ? unwrap(value.callee) : value) === name;
}

function isAmong(source: Source, statements: readonly Node[], statement: string): boolean {
  const wanted = parseFragment(source.path, statement, 'statement');
  return wanted !== undefined && statements.some((node) => sameCode(node, wanted));
}

/** Above the statement and the comments that belong to it; beside it where the line begins with something else. */
function before(source: Source, { statement, siblings }: Found, lines: readonly string[]): Insertion {
  const at = startOf(source, statement);
  const eol = eolAt(source, at);
  const indent = indentAt(source.text, at);
  const body = guarded(source, lines, siblings[0] !== statement);
  const text = block(body, indent, eol).slice(indent.length);
  if (startsLine(source.text, at)) return { at, text: text + eol + indent };
  return { at, text: `${text.replace(/(?<![;}])$/, ';')} ` };
}

/** Where a statement begins, with the comments on the lines right above it. */
function startOf(source: Source, statement: Node): number {
  let at = statement.start;
  for (const comment of source.comments.toReversed()) {
    if (comment.end > at || !startsLine(source.text, comment.start) || !startsLine(source.text, at)) continue;
    if (!/^\r?\n?[ \t]*$/.test(source.text.slice(comment.end, at))) break;
    at = comment.start;
  }
  return at;
}

function after(source: Source, statement: Node, lines: readonly string[]): Insertion {
  const { end, endsLine } = restOfLine(source, statement.end);
  const eol = eolAt(source, lineStart(source.text, statement.end));
  const indent = indentAt(source.text, statement.start);
  const text = eol + block(guarded(source, lines), indent, eol);
  return endsLine ? { at: end, text } : { at: statement.end, text: text + eol + indent };
}

/** In a file without semicolons a line must not go on where the one before it ended. */
function guarded(source: Source, lines: readonly string[], follows = true): readonly string[] {
  const [first = '', ...rest] = lines;
  return follows && !source.style.semicolons && /^[([`/+-]/.test(first) ? [`;${first}`, ...rest] : lines;
}

function describe(anchor: StatementAnchor): string {
  const place = anchor.in === undefined ? '' : ` in ${anchor.in}`;
  if (anchor.kind === 'return') return `"return ${anchor.name ?? '…'}"${place}`;
  return anchor.kind === 'call'
    ? `call of ${anchor.callee}(${anchor.argument ?? '…'})${place}`
    : `variable "${anchor.name}"${place}`;
}
