import type { Bracketed, NewItem } from './bracket.js';
import type { Insertion } from './insertion.js';
import { commaAfter, eolAt, indentAt, lineEnd, lineStart } from './lines.js';
import type { Written } from './lines.js';
import type { Span } from './tree.js';

const TAB_WIDTH = 2;

/** Columns, as prettier counts them. */
const width = (text: string): number => text.replaceAll('\t', ' '.repeat(TAB_WIDTH)).length;

/** Whether a line that fits would no longer do so. A line that is too long already follows no print width. */
export function outgrows(source: Written, insertion: Insertion, printWidth: number): boolean {
  const start = lineStart(source.text, insertion.at);
  const code = source.text.slice(start, codeEnd(source, insertion.at));
  const replaced = (insertion.until ?? insertion.at) - insertion.at;
  const grown = width(code) + width(insertion.text.split('\n')[0] ?? '') - replaced;
  return width(code) <= printWidth && grown > printWidth;
}

/** The end of the line without a trailing comment, which prettier does not count. */
function codeEnd(source: Written, at: number): number {
  const end = lineEnd(source.text, at);
  const comment = source.comments.find((c) => c.isLine && c.start >= at && c.start <= end);
  return source.text.slice(0, comment?.start ?? end).trimEnd().length;
}

/** Breaks a one-line list, and the one-line objects and arrays around it, as the formatter does: from the outside in, until it fits. */
export function broken(source: Written, list: Bracketed, insertion: Insertion, item: NewItem): Insertion {
  const chain = [...source.around(list), list];
  const outer = chain[0] ?? list;
  const layout = { source, insertion, item, eol: eolAt(source, outer.open) };
  return {
    at: outer.open,
    until: outer.close,
    text: spread(layout, chain, indentAt(source.text, outer.open)),
  };
}

interface Layout {
  readonly source: Written;
  readonly insertion: Insertion;
  readonly item: NewItem;
  readonly eol: string;
}

/** The contents of the first bracket of the chain, an item to a line. */
function spread(layout: Layout, chain: readonly Bracketed[], indent: string): string {
  const { source, item, eol } = layout;
  const [list, inner] = chain;
  if (list === undefined) return '';
  const deeper = indent + source.style.indent;
  const lines = segments(source, list).map(({ span, tail }) => ({
    text:
      (inner && holds(span, inner) ? nested(layout, chain.slice(1), span, deeper) : textOf(source, span)) +
      tail,
    code: true,
  }));
  if (lines.length === 0) lines.push(...loneComment(source, list));
  if (inner === undefined) lines.splice(item.index ?? lines.length, 0, ...newLines(item));
  const comma = source.style.trailingComma ? ',' : '';
  const body = lines.map(({ text, code }, index) => {
    const separator = index === lines.length - 1 ? comma : ',';
    return `${eol}${deeper}${text.replaceAll('\n', eol + deeper)}${code ? separator : ''}`;
  });
  return `${body.join('')}${eol}${indent}`;
}

interface Line {
  readonly text: string;
  readonly code: boolean;
}

const holds = (span: Span, list: Bracketed): boolean => span.start < list.open && list.close < span.end;

const textOf = (source: Written, span: Span): string => source.text.slice(span.start, span.end);

function newLines(item: NewItem): readonly Line[] {
  const code = { text: item.text, code: true };
  return item.comment === undefined ? [code] : [{ text: `// ${item.comment}`, code: false }, code];
}

function loneComment(source: Written, list: Bracketed): readonly Line[] {
  const text = source.text.slice(list.open, list.close).trim();
  return text === '' ? [] : [{ text, code: false }];
}

/** The item that holds the list: on one line if it now fits. */
function nested(layout: Layout, chain: readonly Bracketed[], span: Span, indent: string): string {
  const { source, insertion, item } = layout;
  const { at, until = at } = insertion;
  const flat = source.text.slice(span.start, at) + insertion.text + source.text.slice(until, span.end);
  if (item.comment === undefined && width(`${indent}${flat},`) <= item.printWidth) return flat;
  const [list] = chain;
  if (list === undefined) return flat;
  const text = spread(layout, chain, '');
  return (
    source.text.slice(span.start, list.open) +
    text.replaceAll('\r\n', '\n') +
    source.text.slice(list.close, span.end)
  );
}

interface Segment {
  readonly span: Span;
  /** A comment after the last comma. */
  readonly tail: string;
}

/** The items with the comments beside them. */
function segments(source: Written, list: Bracketed): readonly Segment[] {
  let from = list.open;
  return list.items.map((item, index) => {
    const until = commaAfter(source, item.end, list.close) ?? list.close;
    const text = source.text.slice(from, until);
    const start = from + text.length - text.trimStart().length;
    const last = index === list.items.length - 1;
    const tail = last ? source.text.slice(until + 1, list.close).trim() : '';
    from = until + 1;
    return { span: { start, end: start + text.trim().length }, tail: tail === '' ? '' : ` ${tail}` };
  });
}
