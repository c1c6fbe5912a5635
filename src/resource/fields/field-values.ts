import type { ScalarType } from '../model.js';
import { types } from '../types/types.js';

/** Below zero when `a` comes before `b`; both as the type's `read` gave them. */
export function compareValues(type: ScalarType, a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const rank = types[type].values.rank ?? ((value: number | string) => value);
  const [left, right] = [rank(a), rank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
