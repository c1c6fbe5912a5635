import { rangeOf } from '../../../resource/fields/distinct-values.js';
import type { ScalarField } from '../../../resource/model.js';
import { stepSource } from './numbers.js';

const DAY_MS = 86_400_000;
const usual = Date.parse('2026-01-15T12:00:00.000Z');
/** Days that samples go through where the bounds leave so many. */
const DAYS = 10_000;

/** Source of a `Date`: a day later each time where the field is unique, a fraction of what its bounds allow where that is less. */
export function momentSample(field: ScalarField, count: string): string {
  const unit = field.type === 'date' ? DAY_MS : 1;
  const { low, high } = rangeOf(field) ?? { low: 0n, high: 0n };
  const [least, greatest] = [Number(low) * unit, Number(high) * unit];
  const start = startOf(field, least, greatest);
  const room = greatest - start;
  const step = room >= DAYS * DAY_MS || unit === DAY_MS ? DAY_MS : Math.max(1, Math.floor(room / DAYS));
  const steps = Math.min(DAYS, Math.floor(room / step) + 1);
  if (!field.unique || steps === 1) return `new Date(${start})`;
  return `new Date(${start} + ${stepSource(steps, count)} * ${step})`;
}

function startOf({ min, max, type }: ScalarField, least: number, greatest: number): number {
  if (min !== undefined) return least;
  if (max !== undefined) return Math.max(least, greatest - DAYS * DAY_MS);
  return type === 'date' ? Math.floor(usual / DAY_MS) * DAY_MS : usual;
}
