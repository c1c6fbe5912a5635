import type { ScalarField } from '../../model.js';
import type { Limits } from '../column.js';
import type { Range } from '../definition.js';

/** More rows than a test file makes, so that its values need not begin again. */
const PLENTY = 1_000_000n;

interface Stretch {
  readonly first: bigint;
  readonly steps: bigint;
}

/** A field's own bounds, where it has them, else those of its type. */
export const rangeWithin = (
  { min, max }: ScalarField,
  read: (bound: number | string) => bigint,
  low: bigint,
  high: bigint,
): Range => ({
  low: min === undefined ? low : read(min),
  high: max === undefined ? high : read(max),
});

/** The values that samples go through: up from one if there is room, else from the least, else up to the greatest. */
export function stretchOf({ low, high }: Range, one = 1n): Stretch {
  const first = firstOf(low, high, one);
  return { first, steps: high - first + 1n };
}

function firstOf(low: bigint, high: bigint, one: bigint): bigint {
  if (low > one) return low;
  if (high - one >= 1000n) return one;
  return high - low > PLENTY ? high - PLENTY : low;
}

/** `count`, or what is left of it where the values have to begin again. */
export const stepSource = (steps: bigint | number, count: string): string =>
  steps > PLENTY ? count : `(${count} % ${steps})`;

/** How the schema of a number ends. */
export const bounds = ({ min, max }: ScalarField): string =>
  `${min === undefined ? '' : `.min(${min})`}${max === undefined ? '' : `.max(${max})`}`;

export const minAndMax = ({ min, max }: ScalarField): Limits => ({ min, max });

/** The next number above the greatest, unless that is too large to have one. */
export function oneMore({ max }: ScalarField): string | undefined {
  const next = Number(max) + 1;
  return max === undefined || next === Number(max) ? undefined : String(next);
}

/** Where samples of numbers begin that are compared, and how far they go. */
export const usualNumbers: Range = { low: 1n, high: 3_000_000n };

export const noDigits = (): number => 0;
