import { randomUUID } from 'node:crypto';
import { sample, stringMatching } from 'fast-check';
import type { ScalarField, ScalarType } from '../../src/resource/model.js';

const DAY_MS = 86_400_000;

/** A value of a field for a request, another one for each number as far as the field's limits allow. */
export function valueOf(field: ScalarField, count: number): unknown {
  return values[field.type](field, count);
}

/** How many rows a unique field allows, as far as this file can tell; Infinity for as many as anybody wants. */
export function roomOf(field: ScalarField): number {
  if (!field.unique || field.readonly) return Infinity;
  const seen = new Set(Array.from({ length: 40 }, (_, count) => JSON.stringify(valueOf(field, count))));
  return seen.size < 40 ? seen.size : Infinity;
}

const values: Readonly<Record<ScalarType, (field: ScalarField, count: number) => unknown>> = {
  string: (field, count) => text(field, count, 255),
  text: (field, count) => text(field, count, 400),
  email: (_, count) => `${count}@b.ch`,
  url: (_, count) => `http://b.ch/${count}`,
  uuid: () => randomUUID(),
  slug: () => undefined,
  integer: (field, count) => Number(whole(field, count)),
  bigint: (field, count) => String(whole(field, count)),
  float: fraction,
  decimal,
  boolean: (_, count) => count % 2 === 0,
  date: (field, count) => moment(field, count, DAY_MS).toISOString().slice(0, 10),
  datetime: (field, count) => moment(field, count, 1000).toISOString(),
  time: timeOfDay,
  json: (_, count) => [{ key: 'value' }, ['a', 1, null], 'text', 7, false][count % 5],
  enum: ({ values: all = [] }, count) => all[count % all.length],
};

const matching = new Map<string, readonly string[]>();

function text(field: ScalarField, count: number, longest: number): string {
  const min = Number(field.min ?? 1);
  const max = Math.min(Number(field.max ?? longest), Math.max(longest, min));
  if (field.pattern === undefined)
    return String(count).padStart(Math.max(min, 1), '0').slice(-Math.max(max, 1));
  const key = JSON.stringify([field.pattern, min, max]);
  const texts = matching.get(key) ?? drawn(field.pattern, min, max);
  matching.set(key, texts);
  const found = texts[count % texts.length];
  if (found === undefined)
    throw new Error(`No text for ${field.name}: pattern=${field.pattern}, ${min} to ${max} long.`);
  return found;
}

/** fast-check reads no lookarounds: those of the word list have their own texts. */
const known: Readonly<Record<string, readonly string[]>> = {
  '(?=.*\\d)[a-z\\d]{4,8}': ['abc1', 'abc2', '1234', 'zz99', 'a1b2', 'q0q0', 'w1w1'],
  '(?!x)[a-z]{3}': ['abc', 'abd', 'abe', 'bcd', 'cde', 'def', 'efg'],
};

function drawn(pattern: string, min: number, max: number): readonly string[] {
  const own = known[pattern];
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  // Nor word boundaries: a text without them in its pattern may still have them.
  const drawable = new RegExp(`^(?:${pattern.replaceAll(/\\[bB]/g, '')})$`, 'u');
  const fits = (one: string): boolean => {
    const length = one.length;
    return (
      one === one.trim() &&
      one === one.normalize() &&
      !one.includes('\0') &&
      length >= min &&
      length <= max &&
      whole.test(one)
    );
  };
  if (own !== undefined) return own.filter(fits);
  // Longer texts cost more, so they are drawn only where short ones do not do.
  for (const size of ['small', 'medium'] as const) {
    const texts = sample(stringMatching(drawable, { size }), { numRuns: 400, seed: 1 }).filter(fits);
    if (texts.length > 0) return [...new Set(texts)];
  }
  return [];
}

function whole({ type, min, max }: ScalarField, count: number): bigint {
  const limit = type === 'integer' ? 2n ** 31n - 1n : 2n ** 63n - 1n;
  const high = max === undefined ? limit : BigInt(max);
  const low = min === undefined ? (high < 1n ? high - 1000n : 1n) : BigInt(min);
  const span = high - low + 1n;
  const start = low < -limit - 1n ? -limit - 1n : low;
  return start + (BigInt(count) % (span > 1000n ? 1000n : span));
}

function fraction({ min, max }: ScalarField, count: number): number {
  const low = Number(min ?? (max === undefined ? 0 : Number(max) - 100));
  const high = Number(max ?? low + 1000);
  return Math.min(high, low + ((high - low) / 1000) * (count % 1000));
}

function decimal({ min, max, precision = 12, scale = 2 }: ScalarField, count: number): string {
  const units = (value: number | string): bigint => {
    const [, sign = '', integer = '0', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(String(value)) ?? [];
    return BigInt(sign + integer + fraction.padEnd(scale, '0').slice(0, scale));
  };
  const limit = 10n ** BigInt(precision) - 1n;
  const high = max === undefined ? limit : units(max);
  const low =
    min === undefined ? (high < 0n ? (high - 100n < -limit ? -limit : high - 100n) : 0n) : units(min);
  const span = high - low + 1n;
  const value = low + (BigInt(count) % (span > 1000n ? 1000n : span));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${value < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? '.' : ''}${digits.slice(point)}`;
}

function timeOfDay({ min, max }: ScalarField, count: number): string {
  const seconds = (bound: unknown): number => Date.parse(`1970-01-01T${String(bound)}Z`) / 1000;
  const [low, high] = [seconds(min ?? '00:00:00'), seconds(max ?? '23:59:59')];
  return new Date((low + (count % Math.min(1000, high - low + 1))) * 1000).toISOString().slice(11, 19);
}

function moment({ min, max }: ScalarField, count: number, step: number): Date {
  const high = max === undefined ? Infinity : Date.parse(String(max));
  const low =
    min === undefined ? Math.min(Date.parse('2026-01-01'), high - 1000 * step) : Date.parse(String(min));
  const span = Math.max(1, Math.min(1000, Math.floor((high - low) / step) + 1));
  return new Date(low + (count % span) * step);
}
