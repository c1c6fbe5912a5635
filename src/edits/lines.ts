import type { Bracketed } from './bracket.js';
import type { Comment } from './comments.js';
import type { Style } from './style.js';

/** Text with a style and comments: what it takes to put something into a list. `text` comes without its byte order mark; positions are into `text`. */
export interface Written {
  readonly bom: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly style: Style;
  /** The brackets that hold a list on its own line, outermost first. */
  around(list: Bracketed): readonly Bracketed[];
}

/** The offset of the first character of the line. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** The offset of the line's ending (`\r\n` or `\n`), or of the end of the text. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline === -1) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The white space the line begins with. */
export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

/** Whether nothing but white space stands before the position on its line. */
export const startsLine = (text: string, at: number): boolean =>
  text.slice(lineStart(text, at), at).trim() === '';

/** The line ending used at this place: that of the line, of the line before, or of the file. */
export function eolAt(source: Written, at: number): string {
  const here = source.text.indexOf('\n', at);
  const newline = here === -1 ? source.text.lastIndexOf('\n') : here;
  if (newline === -1) return source.style.eol;
  return source.text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** The comment that covers a position. */
const commentAt = (source: Written, at: number) =>
  source.comments.find((comment) => comment.start <= at && at < comment.end);

/** Where a character stands next, outside comments; undefined when it is not before `limit`. */
export function find(source: Written, char: string, from: number, limit: number): number | undefined {
  for (let at = source.text.indexOf(char, from); at !== -1 && at < limit;) {
    const comment = commentAt(source, at);
    if (comment === undefined) return at;
    at = source.text.indexOf(char, comment.end);
  }
  return undefined;
}

/** The offset of a comma that follows, past white space and comments. */
export function commaAfter(source: Written, at: number, limit: number): number | undefined {
  const comma = find(source, ',', at, limit);
  return comma !== undefined && skipTrivia(source, at) === comma ? comma : undefined;
}

/** The offset of the next code, past white space and comments. */
export function skipTrivia(source: Written, at: number): number {
  const code = at + (/^\s*/.exec(source.text.slice(at))?.[0].length ?? 0);
  const comment = commentAt(source, code);
  return comment === undefined ? code : skipTrivia(source, comment.end);
}

/** Past the comments that begin and end on this line, and whether the line then ends. */
export function restOfLine(
  source: Written,
  at: number,
): { readonly end: number; readonly endsLine: boolean } {
  const code = at + (/^[ \t]*/.exec(source.text.slice(at))?.[0].length ?? 0);
  if (code === lineEnd(source.text, at)) return { end: code, endsLine: true };
  const comment = commentAt(source, code);
  const oneLine = comment !== undefined && !source.text.slice(comment.start, comment.end).includes('\n');
  // A '//' comment of a file with CRLF must not swallow the '\r'.
  return oneLine
    ? restOfLine(source, Math.min(comment.end, lineEnd(source.text, at)))
    : { end: at, endsLine: false };
}

/** Lines of a piece of code, put under each other at an indent. */
export const block = (lines: readonly string[], indent: string, eol: string): string =>
  lines.map((line) => (line === '' ? '' : indent + line)).join(eol);
