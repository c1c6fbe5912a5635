import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { ObjectExpression } from 'oxc-parser';
import { edited, manual, present, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { bracketOf } from './bracket.js';
import { inserted, type Insertion } from './insertion.js';
import { eolAt, indentAt, startsLine } from './lines.js';
import { parseSource, type Source } from './source.js';
import { keyName, unwrap } from './tree.js';

export interface JsonOptions {
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
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const invalid = manual('The file is not valid JSON, so it was left alone.', snippet);
  if (tree === undefined || errors.length > 0) return invalid;
  const found = findNodeAtLocation(tree, [...path]);
  if (found !== undefined) return compared(found, path, value, snippet);
  const depth = path.findIndex((_, at) => findNodeAtLocation(tree, path.slice(0, at + 1)) === undefined);
  if (findNodeAtLocation(tree, path.slice(0, depth))?.type !== 'object') {
    return manual(`"${path.slice(0, depth).join('.')}" is not an object.`, snippet);
  }
  const result = added(text, path, depth, value, options.sorted === true);
  return result === undefined ? invalid : edited(result);
}

function compared(found: Node, path: readonly string[], value: unknown, snippet: string): Outcome {
  if (isDeepStrictEqual(plain(getNodeValue(found)), plain(value))) return present;
  const isVersion = /dependencies$/i.test(path.at(-2) ?? '');
  return isVersion ? present : manual(`"${path.join('.')}" has another value.`, snippet);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** The text with the property in the object at `depth`: an expression in parentheses is a file we can edit. */
function added(
  text: string,
  path: readonly string[],
  depth: number,
  value: unknown,
  sorted: boolean,
): string | undefined {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const source = parseSource('json.ts', `(${text.slice(bom.length)}\n)`);
  const root = source?.program.body[0];
  if (source === undefined || root?.type !== 'ExpressionStatement') return undefined;
  const object = objectAt(unwrap(root.expression) as ObjectExpression, path.slice(0, depth));
  const key = path[depth] ?? '';
  const nested = path.slice(depth + 1).reduceRight((inner: unknown, name) => ({ [name]: inner }), value);
  const item = `${JSON.stringify(key)}: ${jsonText(nested, source.style.indent)}`;
  const style = { ...source.style, trailingComma: false };
  const insertions = object && propertyInsertions({ ...source, style }, object, { key, item, sorted });
  return insertions && bom + inserted(source, insertions).slice(1, -2);
}

function objectAt(object: ObjectExpression, path: readonly string[]): ObjectExpression | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  for (const property of object.properties) {
    if (property.type !== 'Property' || keyName(property.key) !== key) continue;
    return property.value.type === 'ObjectExpression' ? objectAt(property.value, rest) : undefined;
  }
  return undefined;
}

interface NewEntry {
  readonly key: string;
  readonly item: string;
  readonly sorted: boolean;
}

function propertyInsertions(
  source: Source,
  object: ObjectExpression,
  entry: NewEntry,
): readonly Insertion[] | undefined {
  const list = bracketOf(object);
  const next = entry.sorted ? nextInOrder(object, entry.key) : undefined;
  if (next === undefined) {
    const ownLine = object.properties.length === 0 || entry.item.includes('\n');
    return list && appendItem(source, list, { text: entry.item, printWidth: Infinity, ownLine });
  }
  const eol = eolAt(source, next.start);
  const indent = indentAt(source.text, next.start);
  const text = entry.item.replaceAll('\n', eol + indent);
  return [{ at: next.start, text: `${text},${startsLine(source.text, next.start) ? eol + indent : ' '}` }];
}

/** The property npm would put the key before: the first greater one, in an object that is sorted. */
function nextInOrder(object: ObjectExpression, key: string) {
  const keys = object.properties.map((property) =>
    property.type === 'Property' ? (keyName(property.key) ?? '') : '',
  );
  const isSorted = keys.every((each, index) => index === 0 || compare(keys[index - 1] ?? '', each) <= 0);
  return isSorted ? object.properties[keys.findIndex((each) => compare(each, key) > 0)] : undefined;
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en');

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
