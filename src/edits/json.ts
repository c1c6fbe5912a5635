import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { isDeepStrictEqual } from 'node:util';
import { edited, manual, present, type Outcome } from '../core/outcome.js';
import { eolOf, indentOf } from './style.js';

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
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const snippet = `"${path.at(-1)}": ${JSON.stringify(value, null, 2)}`;
  const errors: ParseError[] = [];
  const tree = parseTree(body, errors, { allowTrailingComma: true });
  if (tree === undefined || errors.length > 0)
    return manual('The file is not valid JSON, so it was left alone.', snippet);
  const found = findNodeAtLocation(tree, [...path]);
  if (found !== undefined) return compared(found, path, value, snippet);
  const blocked = path.findIndex(
    (_, at) => (findNodeAtLocation(tree, path.slice(0, at))?.type ?? 'object') !== 'object',
  );
  if (blocked !== -1) return manual(`"${path.slice(0, blocked).join('.')}" is not an object.`, snippet);
  return edited(bom + added(body, path, value, options.sorted === true));
}

function compared(found: Node, path: readonly string[], value: unknown, snippet: string): Outcome {
  if (isDeepStrictEqual(getNodeValue(found), value)) return present;
  const isVersion = /dependencies$/i.test(path.at(-2) ?? '');
  return isVersion ? present : manual(`"${path.join('.')}" has another value.`, snippet);
}

function added(text: string, path: readonly string[], value: unknown, sorted: boolean): string {
  const indent = indentOf(text);
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: eolOf(text),
  };
  const key = path.at(-1) ?? '';
  const getInsertionIndex = (keys: string[]): number => (sorted ? sortedIndex(keys, key) : keys.length);
  return applyEdits(text, modify(text, [...path], value, { formattingOptions, getInsertionIndex }));
}

/** npm's place: before the first greater key of a sorted object, else at the end. */
function sortedIndex(keys: readonly string[], key: string): number {
  const isSorted = keys.every((each, index) => index === 0 || compare(keys[index - 1] ?? '', each) <= 0);
  const place = keys.findIndex((each) => compare(each, key) > 0);
  return isSorted && place !== -1 ? place : keys.length;
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en');
