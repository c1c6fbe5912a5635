import { type Comment, shebangEnd } from './comments.js';
import { ts } from './compiler.js';
import { broughtBy, importsOf, moduleOf } from './imports.js';
import type { Insertion } from './insertion.js';
import { eolAt, lineEnd, restOfLine, startsLine } from './lines.js';
import type { Source } from './source.js';
import { startOf } from './tree.js';

/** Where a new import goes: after the last of its kind (packages, own files), after the last one, or at the top. */
export function importPlace(
  source: Source,
  statement: string,
  local: boolean,
  before: readonly string[] = [],
): Insertion {
  const imports = importsOf(source);
  const isOwn = (node: ts.ImportDeclaration) => /^[.@~#$]\/|^\.\.?/.test(moduleOf(node) ?? '');
  const next = imports.find(
    (node) => isOwn(node) === local && broughtBy(node).some((one) => before.includes(one.local)),
  );
  const at = next && startOf(next);
  if (at !== undefined && startsLine(source.text, at)) return { at, text: statement + eolAt(source, at) };
  const last = imports.findLast((node) => isOwn(node) === local) ?? imports.at(-1);
  return last === undefined ? atTop(source, statement) : after(source, last, statement);
}

/** On a line of its own, after the line a node ends on; right after the node where the line goes on. */
function after(source: Source, node: { readonly end: number }, statement: string): Insertion {
  const { end, endsLine } = restOfLine(source, node.end);
  const eol = eolAt(source, node.end);
  return endsLine
    ? { at: end, text: eol + statement }
    : { at: node.end, text: eol + statement.replace(/;?$/, ';') };
}

const PRAGMA =
  /^\s*(?:\/|!|\*?\s*@(?:ts-|license|jsx|vitest|jest|file|packageDocumentation)|(?:eslint|oxlint|prettier|biome)\b)/;

function atTop(source: Source, statement: string): Insertion {
  const { statements } = source.file;
  const eol = eolAt(source, 0);
  const other = statements.findIndex((node) => !isDirective(node));
  const directive = statements[(other === -1 ? statements.length : other) - 1];
  if (directive !== undefined) return separated(source, after(source, directive, statement), eol);
  const [first] = statements;
  const header = headerOf(source, first);
  if (header !== undefined) return separated(source, after(source, header, eol + statement), eol);
  const shebang = shebangEnd(source.text);
  if (shebang > 0) return separated(source, after(source, { end: shebang }, statement), eol);
  const blank = first === undefined && source.comments.length === 0 ? '' : eol;
  return { at: 0, text: statement + eol + blank };
}

/** `'use strict'`. */
const isDirective = (node: ts.Node): boolean =>
  ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);

/** A blank line between the import and what follows. */
function separated(source: Source, insertion: Insertion, eol: string): Insertion {
  const next = source.text.slice(insertion.at).replace(/^\r?\n/, '');
  const blank = next === '' || /^[ \t]*\r?\n/.test(next);
  return blank ? insertion : { ...insertion, text: insertion.text + eol };
}

/** The last comment that speaks for the file and not for its first statement. */
function headerOf(source: Source, first: ts.Statement | undefined): Comment | undefined {
  const limit = first === undefined ? source.text.length : startOf(first);
  const leading = source.comments.filter(
    (comment) => comment.end <= limit && startsLine(source.text, comment.start),
  );
  return leading.findLast((comment) => {
    const below = source.text.slice(lineEnd(source.text, comment.end), limit);
    return PRAGMA.test(comment.value) || /^\r?\n[ \t]*\r?\n/.test(below);
  });
}
