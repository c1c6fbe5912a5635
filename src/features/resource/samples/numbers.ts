import { rangeOf, type Range } from '../../../resource/fields/distinct-values.js';
import { stringLiteral } from '../../../core/quoting.js';
import type { ScalarField } from '../../../resource/model.js';

/** More rows than a test file makes, so that its values need not begin again. */
const PLENTY = 1_000_000n;

interface Stretch {
  readonly first: bigint;
  readonly steps: bigint;
}

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

export function integerSample(field: ScalarField, count: string): string {
  const { first, steps } = stretchOf(rangeOf(field) ?? { low: 1n, high: PLENTY });
  return steps === 1n ? String(first) : `${first} + ${stepSource(steps, count)}`;
}

export function bigintSample(field: ScalarField, count: string): string {
  const { first, steps } = stretchOf(rangeOf(field) ?? { low: 1n, high: PLENTY });
  if (steps === 1n) return stringLiteral(String(first));
  return `String(${first}n + BigInt(${stepSource(steps, count)}))`;
}

/** Whole steps up from the least value; in narrow bounds a thousandth of what is between them. */
export function floatSample({ min, max }: ScalarField, count: string): string {
  const low = Number(min ?? (max === undefined ? 1 : Math.min(1, Number(max) - 1)));
  const high = Number(max ?? Infinity);
  if (low === high) return String(low);
  if (min === undefined && max !== undefined && high < 1000) return `${high} - ${stepSource(1000, count)}`;
  if (low + 1000 <= high && low + 1 !== low) return `${low} + ${stepSource(1000, count)}`;
  const step = (high - low) / 1000;
  return Number.isFinite(step) && low + step !== low
    ? `${low} + ${stepSource(1000, count)} * ${step}`
    : `[${low}, ${high}][${count} % 2] ?? ${low}`;
}

export function decimalSample(field: ScalarField, count: string): string {
  const { precision = 12, scale = 2, unique, min, max } = field;
  const one = 10n ** BigInt(scale);
  const { first, steps } = stretchOf(rangeOf(field) ?? { low: 1n, high: PLENTY }, one);
  if (!unique || steps === 1n) return stringLiteral(decimalText(first, scale));
  if (min === undefined && max === undefined && precision - scale >= 7)
    return `\`\${${count}}${scale > 0 ? `.${'0'.repeat(scale)}` : ''}\``;
  const step = stepSource(steps, count);
  if (first < 0n && first + steps > 0n) return `((${first} + ${step}) / ${one}).toFixed(${scale})`;
  const digits = `String(${first < 0n ? `${-first}n - ` : `${first}n + `}BigInt(${step}))`;
  const pointed =
    scale === 0 ? digits : `${digits}.padStart(${scale + 1}, '0').replace(/(?=\\d{${scale}}$)/, '.')`;
  return first < 0n ? `\`-\${${pointed}}\`` : pointed;
}

function decimalText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}
