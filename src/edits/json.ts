import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import { edited, manual, present, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { inserted, type Insertion } from './insertion.js';
import { bracketOf, parseJson } from './json-source.js';
import { eolAt, indentAt, startsLine, type Written } from './lines.js';

export interface JsonOptions {
  /** Keys before the first of which it goes; at the end where none is there. */
  readonly before?: readonly string[] | undefined;
  /** Keep an object sorted that is sorted already. */
  readonly sorted?: boolean | undefined;
}

/** Adds a property; parents that are missing are made. A version of a dependency that the user chose stays. */
export function setJsonProperty(
  text: string,
  path: readonly string[],
  value: unknown,
  options: JsonOptions = {},
): Outcome {
  const snippet = `"${path.at(-1)}": ${JSON.stringify(value, null, 2)}`;
  const source = parseJson(text);
  if (source === undefined) return manual('The file is not valid JSON, so it was left alone.', snippet);
  const { root } = source;
  const found = findNodeAtLocation(root, [...path]);
  if (found !== undefined) return compared(found, path, value, snippet);
  const depth = path.findIndex((_, at) => findNodeAtLocation(root, path.slice(0, at + 1)) === undefined);
  const object = findNodeAtLocation(root, path.slice(0, depth));
  if (object?.type !== 'object') {
    return manual(`"${path.slice(0, depth).join('.')}" is not an object.`, snippet);
  }
  return edited(added(source, path.slice(depth), object, value, options));
}

function compared(found: Node, path: readonly string[], value: unknown, snippet: string): Outcome {
  if (isDeepStrictEqual(plain(getNodeValue(found)), plain(value))) return present;
  const isVersion = /dependencies$/i.test(path.at(-2) ?? '');
  return isVersion ? present : manual(`"${path.join('.')}" has another value.`, snippet);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** The text with the rest of the path in the object. */
function added(
  source: Written,
  path: readonly string[],
  object: Node,
  value: unknown,
  { sorted = false, before = [] }: JsonOptions,
): string {
  const [key = '', ...below] = path;
  const nested = below.reduceRight((inner: unknown, name) => ({ [name]: inner }), value);
  const item = `${JSON.stringify(key)}: ${jsonText(nested, source.style.indent)}`;
  return inserted(source, propertyInsertions(source, object, { key, item, sorted, before }));
}

interface NewEntry {
  readonly key: string;
  readonly item: string;
  readonly sorted: boolean;
  readonly before: readonly string[];
}

function propertyInsertions(source: Written, object: Node, entry: NewEntry): readonly Insertion[] {
  const properties = object.children ?? [];
  const next = entry.sorted
    ? nextInOrder(properties, entry.key)
    : properties.find((property) => entry.before.includes(keyOf(property)));
  if (next === undefined) {
    const ownLine = properties.length === 0 || entry.item.includes('\n');
    return appendItem(source, bracketOf(object), { text: entry.item, printWidth: Infinity, ownLine });
  }
  const at = next.offset;
  const eol = eolAt(source, at);
  const indent = indentAt(source.text, at);
  const text = entry.item.replaceAll('\n', eol + indent);
  return [{ at, text: `${text},${startsLine(source.text, at) ? eol + indent : ' '}` }];
}

const keyOf = ({ children }: Node): string => String(children?.[0]?.value);

/** The property npm would put the key before: the first greater one, in an object that is sorted. */
function nextInOrder(properties: readonly Node[], key: string): Node | undefined {
  const keys = properties.map(keyOf);
  const isSorted = keys.every((each, index) => index === 0 || compare(keys[index - 1] ?? '', each) <= 0);
  return isSorted ? properties[keys.findIndex((each) => compare(each, key) > 0)] : undefined;
}

/** The order of npm. */
const { compare } = new Intl.Collator('en');

/** JSON as prettier writes it: objects over lines, a list of plain values on one. */
function jsonText(value: unknown, unit: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const flat = isList && value.every((each) => typeof each !== 'object' || each === null);
  if (flat) return `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
  const lines = isList
    ? value.map((each: unknown) => jsonText(each, unit))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${jsonText(each, unit)}`);
  const [open, close] = isList ? '[]' : '{}';
  const body = lines.map((line) => `${unit}${line.replaceAll('\n', `\n${unit}`)}`).join(',\n');
  return lines.length === 0 ? `${open}${close}` : `${open}\n${body}\n${close}`;
}
