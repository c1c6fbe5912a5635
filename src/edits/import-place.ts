import type { Comment, ImportDeclaration, Statement } from 'oxc-parser';
import type { Insertion } from './insertion.js';
import { eolAt, lineEnd, restOfLine, startsLine } from './lines.js';
import type { Source } from './source.js';

/** Where a new import goes: after the last of its kind (packages, own files), after the last one, or at the top. */
export function importPlace(source: Source, statement: string, local: boolean): Insertion {
  const imports = source.program.body.filter(
    (node): node is ImportDeclaration => node.type === 'ImportDeclaration',
  );
  const isOwn = (node: ImportDeclaration) => /^[.@~#$]\/|^\.\.?/.test(node.source.value);
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
  const { body, hashbang } = source.program;
  const eol = eolAt(source, 0);
  const directive = body.findLast((node) => node.type === 'ExpressionStatement' && node.directive);
  if (directive !== undefined) return separated(source, after(source, directive, statement), eol);
  const first = body.find((node) => node !== directive);
  const header = headerOf(source, first);
  if (header !== undefined) return separated(source, after(source, header, eol + statement), eol);
  if (hashbang) return separated(source, after(source, hashbang, statement), eol);
  const blank = first === undefined && source.comments.length === 0 ? '' : eol;
  return { at: 0, text: statement + eol + blank };
}

/** A blank line between the import and what follows. */
function separated(source: Source, insertion: Insertion, eol: string): Insertion {
  const next = source.text.slice(insertion.at).replace(/^\r?\n/, '');
  const blank = next === '' || /^[ \t]*\r?\n/.test(next);
  return blank ? insertion : { ...insertion, text: insertion.text + eol };
}

/** The last comment that speaks for the file and not for its first statement. */
function headerOf(source: Source, first: Statement | undefined): Comment | undefined {
  const limit = first?.start ?? source.text.length;
  const leading = source.comments.filter(
    (comment) => comment.end <= limit && startsLine(source.text, comment.start),
  );
  return leading.findLast((comment) => {
    const below = source.text.slice(lineEnd(source.text, comment.end), limit);
    return PRAGMA.test(comment.value) || /^\r?\n[ \t]*\r?\n/.test(below);
  });
}
