import type { ScalarField } from '../../model.js';
import type { Range } from '../definition.js';
import { stepSource } from './numbers.js';

export const DAY_MS = 86_400_000;
/** Where samples begin that have no bounds. */
export const usualMoment = Date.parse('2026-01-15T12:00:00.000Z');
/** Days that samples go through where the bounds leave so many. */
const DAYS = 10_000;

export function readDay(value: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000')) return undefined;
  const day = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? value : undefined;
}

/** How a type counts time. */
interface Clock {
  readonly range: (field: ScalarField) => Range;
  /** Milliseconds of one step of the range. */
  readonly unit: number;
  readonly usual: number;
}

/** Source of a `Date`: a day later each time where the field is unique, a fraction of what its bounds allow where that is less. */
export function momentSample(field: ScalarField, count: string, { range, unit, usual }: Clock): string {
  const { low, high } = range(field);
  const [least, greatest] = [Number(low) * unit, Number(high) * unit];
  const start = startOf(field, least, greatest, usual);
  const room = greatest - start;
  const step = room >= DAYS * DAY_MS || unit === DAY_MS ? DAY_MS : Math.max(1, Math.floor(room / DAYS));
  const steps = Math.min(DAYS, Math.floor(room / step) + 1);
  if (!field.unique || steps === 1) return `new Date(${start})`;
  return `new Date(${start} + ${stepSource(steps, count)} * ${step})`;
}

function startOf({ min, max }: ScalarField, least: number, greatest: number, usual: number): number {
  if (min !== undefined) return least;
  return max === undefined ? usual : Math.max(least, greatest - DAYS * DAY_MS);
}

/** Where samples begin that are compared, and how far they go, in a type's units. */
export const usualMoments = (unit: number): Range => ({
  low: BigInt(Math.floor(usualMoment / unit)),
  high: BigInt(Math.floor((usualMoment + 3 * DAYS * DAY_MS) / unit)),
});
