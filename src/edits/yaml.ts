import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, parseDocument, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { edited, manual, present, type Outcome } from '../core/outcome.js';
import { lineEnd, lineStart } from './lines.js';
import { eolOf } from './style.js';

/**
 * Adds `key` with `body` (unindented YAML text, '' for nothing) to the map at `path`, at its end or in front of the first key of `before`
 * that is there; maps that are missing are made.
 */
export function addYamlMapEntry(
  text: string,
  path: readonly string[],
  key: string,
  body: string,
  before: readonly string[] = [],
): Outcome {
  const entry = entryLines(key, body);
  const snippet = nested(path, entry).join('\n');
  const document = parseDocument(text);
  if (document.errors.length > 0) return manual('The file is not valid YAML, so it was left alone.', snippet);
  if (document.hasIn([...path, key])) return present;
  const result = withEntry(text, document, path, entry, before);
  if (result === undefined) return manual(`"${path.join('.')}" is not a plain block map.`, snippet);
  const data = dataOf(parseDocument(result));
  // An alias (`*image`) means something in the whole file only.
  const own = dataOf(parseDocument(entry.join('\n'))) as Readonly<Record<string, unknown>> | undefined;
  const value: unknown = own === undefined ? valueAt(data, [...path, key]) : own[key];
  return value !== undefined && isDeepStrictEqual(data, withValue(dataOf(document), [...path, key], value))
    ? edited(result)
    : manual('No safe place was found for it.', snippet);
}

/** Nothing where it is no YAML, or says an alias that it does not explain. */
function dataOf(document: Document): unknown {
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

const valueAt = (data: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], data);

function withValue(data: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map = (data ?? {}) as Readonly<Record<string, unknown>>;
  return { ...map, [key]: withValue(map[key], rest, value) };
}

/** `key: value` where the body is one scalar or flow value, else the body below the key. */
function entryLines(key: string, body: string): readonly string[] {
  const lines = body.replace(/\r?\n$/, '').split(/\r?\n/);
  if (body.trim() === '') return [`${key}:`];
  const inline = lines.length === 1 && !/^- |:\s|:$/.test(body.trim().replace(/^(['"[{]).*$/, ''));
  return inline ? [`${key}: ${body.trim()}`] : [`${key}:`, ...indented(lines)];
}

const indented = (lines: readonly string[], by = '  '): readonly string[] =>
  lines.map((line) => (line.trim() === '' ? '' : by + line));

const nested = (path: readonly string[], lines: readonly string[]): readonly string[] =>
  path.toReversed().reduce((inner, key) => [`${key}:`, ...indented(inner)], lines);

function withEntry(
  text: string,
  document: Document,
  path: readonly string[],
  entry: readonly string[],
  before: readonly string[],
): string | undefined {
  const depth = path.findLastIndex((_, at) => document.hasIn(path.slice(0, at + 1))) + 1;
  const lines = nested(path.slice(depth), entry);
  const target = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
  if (isMap(target))
    return target.flow === true ? undefined : intoMap(text, target, lines, { depth, before });
  const empty = target === null || (isScalar(target) && target.value === null && target.source === '');
  if (!empty) return undefined;
  return depth === 0
    ? insert(text, text.length, lines, '', false)
    : intoNothing(text, document, path.slice(0, depth), lines);
}

/** Below a key that has no value yet. */
function intoNothing(
  text: string,
  document: Document,
  path: readonly string[],
  lines: readonly string[],
): string | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === path.at(-1)) : undefined;
  const start = (pair?.key as Node | undefined)?.range?.[0];
  if (start === undefined) return undefined;
  const indent = ' '.repeat(start - lineStart(text, start) + unitOf(text).length);
  return insert(text, lineEnd(text, start), lines, indent, false);
}

interface Place {
  readonly depth: number;
  readonly before: readonly string[];
}

function intoMap(
  text: string,
  map: YAMLMap,
  lines: readonly string[],
  { depth, before }: Place,
): string | undefined {
  const spans = map.items.map((pair) => spanOf(text, pair));
  const last = spans.at(-1);
  if (last === undefined) return undefined;
  const between = spans.at(-2);
  const apart =
    between === undefined ? depth === 0 : /\n[ \t]*\r?\n/.test(text.slice(between.end, last.start + 1));
  const indent = ' '.repeat(last.start - lineStart(text, last.start));
  const next = map.items.findIndex(({ key }) => before.includes(String(key)));
  const above = spans[next - 1];
  return insert(text, (above ?? last).end, lines, indent, apart);
}

/** From a pair's key to the end of the last line of its value, comments of the value included. */
function spanOf(text: string, pair: Pair): { readonly start: number; readonly end: number } {
  const key = pair.key as Node;
  const start = key.range?.[0] ?? 0;
  const until = (pair.value as Node | null)?.range?.[1] ?? key.range?.[1] ?? start;
  const end = lineEnd(text, start + text.slice(start, until).trimEnd().length);
  const deeper = start - lineStart(text, start) + 1;
  const comments = new RegExp(`^(?:\\s*\\n[ ]{${deeper},}#[^\\r\\n]*)+`).exec(text.slice(end));
  return { start, end: end + (comments?.[0].length ?? 0) };
}

function insert(text: string, at: number, lines: readonly string[], indent: string, apart: boolean): string {
  const eol = eolOf(text);
  const unit = unitOf(text);
  const own = lines.map((line) => line.replace(/^(?: {2})+/, (lead) => unit.repeat(lead.length / 2)));
  const body = indented(own, indent).join(eol);
  const fresh = text.slice(0, at).trim() === '' || (at === text.length && text.endsWith('\n'));
  const lead = fresh ? '' : apart ? eol + eol : eol;
  return text.slice(0, at) + lead + body + (at === text.length ? eol : '') + text.slice(at);
}

const unitOf = (text: string): string => /^( +)\S/m.exec(text)?.[1] ?? '  ';
