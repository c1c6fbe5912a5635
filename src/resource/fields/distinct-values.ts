import type { ScalarField } from '../model.js';

/** Fewer values than the generated tests need at a time; a table of so few rows is better an enum. */
export const fewestUnique = 20;

const DAY_MS = 86_400_000;

/** The numbers that a field may hold, both ends included, in units of its last digit: cents for a scale of 2, days, milliseconds. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

const span = (low: bigint, high: bigint): Range => ({ low, high });

/** How a type that is counted in whole steps is counted; the others have no entry. */
export function rangeOf({ type, min, max, precision = 12, scale = 2 }: ScalarField): Range | undefined {
  const within = (read: (bound: number | string) => bigint, low: bigint, high: bigint): Range =>
    span(min === undefined ? low : read(min), max === undefined ? high : read(max));
  switch (type) {
    case 'integer':
      return within(BigInt, -(2n ** 31n), 2n ** 31n - 1n);
    case 'bigint':
      return within(BigInt, -(2n ** 63n), 2n ** 63n - 1n);
    case 'decimal': {
      const most = 10n ** BigInt(precision) - 1n;
      return within((bound) => unitsOf(String(bound), scale), -most, most);
    }
    case 'date':
      return within(
        (bound) => BigInt(Date.parse(String(bound)) / DAY_MS),
        dayOf('0001-01-01'),
        dayOf('9999-12-31'),
      );
    case 'datetime':
      return within(
        (bound) => BigInt(Date.parse(String(bound))),
        BigInt(Date.parse('0001-01-01T00:00:00.000Z')),
        BigInt(Date.parse('9999-12-31T23:59:59.999Z')),
      );
    default:
      return undefined;
  }
}

const dayOf = (day: string): bigint => BigInt(Date.parse(day) / DAY_MS);

/** A decimal number in units of its last digit. Bounds have as many digits after the point as their field. */
function unitsOf(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -units : units;
}

/** The least that is not counting: an address is `1@x.io` at its shortest, a link `http://a/1`. */
const fixedPart = { email: 5, url: 9 } as const;

/** How many different values a field can have, at least, as a unique index tells them apart. Patterns are not looked at. */
export function distinctValues(field: ScalarField): number {
  const range = rangeOf(field);
  if (range) return Number(range.high - range.low + 1n);
  const { type, min, max } = field;
  if (type === 'float') return min !== undefined && min === max ? 1 : Infinity;
  if (type === 'email' || type === 'url') return 10 ** Math.max(0, Number(max ?? 254) - fixedPart[type]);
  return type === 'string' ? 36 ** Number(max ?? 255) : Infinity;
}
