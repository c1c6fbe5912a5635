import type { Bracketed, NewItem } from './bracket.js';
import { broken, outgrows } from './breaking.js';
import type { Insertion } from './insertion.js';
import {
  commaAfter,
  eolAt,
  indentAt,
  lineEnd,
  lineStart,
  restOfLine,
  startsLine,
  type Written,
} from './lines.js';
import type { Span } from './tree.js';

/** The insertions that append an item, or put it before another. */
export function appendItem(source: Written, list: Bracketed, item: NewItem): readonly Insertion[] {
  const next = item.index === undefined ? undefined : list.items[item.index];
  if (next !== undefined) return [insertBefore(source, list, next, item)];
  const oneLine = !source.text.slice(list.open, list.close).includes('\n');
  if (oneLine) return appendToLine(source, list, item);
  const last = list.items.at(-1);
  return last === undefined
    ? appendToEmptyLines(source, list, item)
    : appendToLines(source, list, last, item);
}

function insertBefore(source: Written, list: Bracketed, next: Span, item: NewItem): Insertion {
  if (startsLine(source.text, next.start)) {
    const gap = eolAt(source, lineStart(source.text, next.start)) + indentAt(source.text, next.start);
    return { at: next.start, text: `${item.text},${gap}` };
  }
  const insertion = { at: next.start, text: `${item.text}, ` };
  const oneLine = !source.text.slice(list.open, list.close).includes('\n');
  return oneLine && outgrows(source, insertion, item.printWidth)
    ? broken(source, list, insertion, item)
    : insertion;
}

function appendToLine(source: Written, list: Bracketed, item: NewItem): readonly Insertion[] {
  const insertion = inlineInsertion(source, list, item.text);
  const mustBreak =
    item.ownLine === true || item.comment !== undefined || outgrows(source, insertion, item.printWidth);
  return mustBreak ? [broken(source, list, insertion, item)] : [insertion];
}

function inlineInsertion(source: Written, list: Bracketed, text: string): Insertion {
  const inner = source.text.slice(list.open, list.close);
  const last = list.items.at(-1);
  if (last === undefined && inner.trim() === '') {
    return { at: list.open, until: list.close, text: list.padding + text + list.padding };
  }
  if (last === undefined) return { at: list.open + inner.trimEnd().length, text: ` ${text}` };
  const trailing = commaAfter(source, last.end, list.close) !== undefined;
  return { at: trailing ? last.end : list.open + inner.trimEnd().length, text: `, ${text}` };
}

/** Nothing, or nothing but comments, between brackets on different lines. */
function appendToEmptyLines(source: Written, list: Bracketed, item: NewItem): readonly Insertion[] {
  const comment = source.comments.findLast(({ start, end }) => start >= list.open && end <= list.close);
  const own = comment !== undefined && startsLine(source.text, comment.start);
  const indent = own ? indentAt(source.text, comment.start) : inside(source, list);
  const from = comment?.end ?? list.open;
  const closes = lineEnd(source.text, from) > list.close;
  const at = closes ? from : lineEnd(source.text, from);
  const comma = source.style.trailingComma ? ',' : '';
  return [{ at, text: linesOf(item, indent, eolAt(source, lineStart(source.text, at))) + comma }];
}

function appendToLines(source: Written, list: Bracketed, last: Span, item: NewItem): readonly Insertion[] {
  const comma = commaAfter(source, last.end, list.close);
  const { end, endsLine } = restOfLine(source, comma === undefined ? last.end : comma + 1);
  const indent =
    lineStart(source.text, last.start) >= list.open
      ? indentAt(source.text, last.start)
      : inside(source, list);
  const eol = eolAt(source, endsLine ? end : lineStart(source.text, last.end));
  if (!endsLine) return appendBesideBracket(source, { list, last, comma, end, indent, eol }, item);
  const leading = leadingComma(source, list, last);
  if (leading !== undefined && comma === undefined) {
    const note = item.comment === undefined ? '' : `${eol}${leading}  // ${item.comment}`;
    return [{ at: end, text: `${note}${eol}${leading}, ${item.text}` }];
  }
  const added = { at: end, text: linesOf(item, indent, eol) + (comma === undefined ? '' : ',') };
  return comma === undefined ? [{ at: last.end, text: ',' }, added] : [added];
}

interface Place {
  readonly list: Bracketed;
  readonly last: Span;
  readonly comma: number | undefined;
  readonly end: number;
  readonly indent: string;
  readonly eol: string;
}

/** The closing bracket, or a long comment, stands on the last item's line. */
function appendBesideBracket(source: Written, place: Place, item: NewItem): readonly Insertion[] {
  const { last, comma, end, list } = place;
  const at = comma === undefined && source.text.slice(end, list.close).trim() === '' ? end : last.end;
  const insertion = { at, text: `, ${item.text}` };
  const ownLine = item.comment !== undefined || outgrows(source, insertion, item.printWidth);
  return [ownLine ? { at, text: `,${linesOf(item, place.indent, place.eol)}` } : insertion];
}

/** The indent of a list whose lines begin with the comma. */
function leadingComma(source: Written, list: Bracketed, last: Span): string | undefined {
  const before = list.items.at(-2);
  const comma = before && commaAfter(source, before.end, last.start);
  if (comma === undefined || !startsLine(source.text, comma)) return undefined;
  return lineStart(source.text, comma) === lineStart(source.text, last.start)
    ? indentAt(source.text, comma)
    : undefined;
}

function inside(source: Written, list: Bracketed): string {
  const at = startsLine(source.text, list.close) ? list.close : list.open;
  return indentAt(source.text, at) + source.style.indent;
}

function linesOf(item: NewItem, indent: string, eol: string): string {
  const comment = item.comment === undefined ? '' : `${eol}${indent}// ${item.comment}`;
  return `${comment}${eol}${indent}${item.text.replaceAll('\n', eol + indent)}`;
}
