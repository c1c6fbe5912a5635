import { z } from 'zod';

interface TextBounds {
  readonly min?: string;
  readonly max?: string;
}

/** A 64-bit integer. JSON numbers lose digits beyond 2^53, so it travels as text. */
export function bigintText({ min, max }: TextBounds = {}) {
  return z
    .string()
    .regex(/^(?:0|-?[1-9]\d{0,18})$/, { error: 'Must be a whole number, as text.', abort: true })
    .refine((text) => BigInt.asIntN(64, BigInt(text)) === BigInt(text), 'Must fit into 64 bits.')
    .refine((text) => min === undefined || BigInt(text) >= BigInt(min), `Must be at least ${min}.`)
    .refine((text) => max === undefined || BigInt(text) <= BigInt(max), `Must be at most ${max}.`);
}

/** An exact decimal number as text, with all its digits after the point: '9.5' is stored and answered as '9.50'. */
export function decimalText({
  precision,
  scale,
  min,
  max,
}: TextBounds & { precision: number; scale: number }) {
  const whole = precision - scale;
  const shape = `^-?\\d{1,${Math.max(whole, 1)}}${scale > 0 ? `(?:\\.\\d{1,${scale}})?` : ''}$`;
  return z
    .string()
    .regex(new RegExp(shape), {
      error: `Must be a decimal number with at most ${whole} digits before the point and ${scale} after it, as text.`,
      abort: true,
    })
    .refine((text) => whole > 0 || /^-?0/.test(text), 'Is too large.')
    .refine((text) => min === undefined || isAtLeast(text, min), `Must be at least ${min}.`)
    .refine((text) => max === undefined || isAtLeast(max, text), `Must be at most ${max}.`)
    .overwrite((text) => canonical(text, scale));
}

/** A day of the calendar: YYYY-MM-DD. */
export function dayText({ min, max }: TextBounds = {}) {
  return z.iso
    .date()
    .refine((day) => day >= '0001', 'Years begin with 0001.')
    .refine((day) => min === undefined || day >= min, `Must not be before ${min}.`)
    .refine((day) => max === undefined || day <= max, `Must not be after ${max}.`);
}

const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** A time of day: '08:30' is stored and answered as '08:30:00'. */
export function timeText({ min, max }: TextBounds = {}) {
  return z
    .string()
    .regex(timePattern, { error: 'Must be a time of day, as HH:MM or HH:MM:SS.', abort: true })
    .overwrite((time) => time.padEnd(8, ':00'))
    .refine((time) => min === undefined || time >= min, `Must not be before ${min}.`)
    .refine((time) => max === undefined || time <= max, `Must not be after ${max}.`);
}

/** A time of day as an answer has it: HH:MM:SS. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/);

/** A moment, RFC 3339 with an offset. */
export function instant({ min, max }: TextBounds = {}) {
  return z.iso
    .datetime({ offset: true, abort: true })
    .refine(isInCalendar, 'Must be in the years 0001 to 9999, in UTC.')
    .refine(
      (text) => min === undefined || Date.parse(text) >= Date.parse(min),
      `Must not be before ${min}.`,
    )
    .refine(
      (text) => max === undefined || Date.parse(text) <= Date.parse(max),
      `Must not be after ${max}.`,
    )
    .transform((text) => new Date(text));
}

/** Any JSON but null, which is what an optional field has for no value. */
export const jsonDocument = z
  .unknown()
  .refine((value): boolean => value !== undefined && value !== null, 'Must be JSON, and not null.');

/** A longer list would not fit the longest body. */
const MAX_RELATED_IDS = 1_000;

/** Ids of related rows, each once. */
export const relatedIds = z
  .array(z.uuid().toLowerCase())
  .max(MAX_RELATED_IDS)
  .overwrite((ids) => [...new Set(ids)]);

/** Other years have no four digits, which is all that a date may have in an answer. */
const isInCalendar = (text: string): boolean =>
  /^(?!0000)\d{4}-/.test(new Date(text).toISOString());

function isAtLeast(text: string, bound: string): boolean {
  const scale = Math.max(fractionLength(text), fractionLength(bound));
  return scaled(text, scale) >= scaled(bound, scale);
}

const fractionLength = (text: string): number => text.split('.')[1]?.length ?? 0;

/** The number in units of its last digit, so that it compares exactly. */
function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -units : units;
}

function canonical(text: string, scale: number): string {
  const units = scaled(text, scale);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}
