import { isDeepStrictEqual } from 'node:util';
import { isRecord } from './is-record.js';

/** Three versions of a JSON value; undefined where a version has none. */
interface Values {
  readonly mine: unknown;
  readonly base: unknown;
  readonly theirs: unknown;
}

/** What two sides changed in two ways. */
export const conflict = Symbol('conflict');

/**
 * The value with the changes of both sides since the base: by keys, and by the items of lists, of which those with a `name` are known by
 * it. What both sides added is kept, mine first.
 *
 * @returns `conflict` where both changed the same value in two ways.
 */
export function mergedValue({ mine, base, theirs }: Values): unknown {
  if (isDeepStrictEqual(mine, theirs) || isDeepStrictEqual(base, theirs)) return mine;
  if (isDeepStrictEqual(base, mine)) return theirs;
  if (isRecord(mine) && isRecord(base) && isRecord(theirs)) return mergedRecord(mine, base, theirs);
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const items = mergedRecord(byKey(mine), byKey(Array.isArray(base) ? base : []), byKey(theirs));
    return items === conflict ? conflict : Object.values(items);
  }
  return conflict;
}

type Json = Readonly<Record<string, unknown>>;

function mergedRecord(mine: Json, base: Json, theirs: Json): Json | typeof conflict {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const merged = keys.map(
    (key) => [key, mergedValue({ mine: mine[key], base: base[key], theirs: theirs[key] })] as const,
  );
  if (merged.some(([, value]) => value === conflict)) return conflict;
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

/** No key is a number, so the items stay in their order. */
const byKey = (items: readonly unknown[]): Json =>
  Object.fromEntries(
    items.map((item) => [
      isRecord(item) && typeof item['name'] === 'string' ? `=${item['name']}` : JSON.stringify([item]),
      item,
    ]),
  );
