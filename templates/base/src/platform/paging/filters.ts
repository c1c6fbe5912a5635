import { z } from 'zod';
import { wholeNumber } from './list-query.js';

/** As JSON writes one; an answer may hold any, so any can be filtered by. */
const jsonNumber = /^-?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/i;

/** Schemas for the values of filter parameters; what reaches the database has the column's own type. */
export const booleanFilter = z.enum(['true', 'false']).transform((value) => value === 'true');
export const integerFilter = wholeNumber(-2_147_483_648, 2_147_483_647);
export const numberFilter = z.preprocess(
  (value) => (typeof value === 'string' && jsonNumber.test(value) ? Number(value) : value),
  z.number(),
);
export const bigintFilter = z
  .string()
  .regex(/^-?\d{1,19}$/, { error: 'Must be a whole number.', abort: true })
  .refine((text) => BigInt.asIntN(64, BigInt(text)) === BigInt(text), 'Must fit into 64 bits.');
export const decimalFilter = z
  .string()
  .regex(/^-?\d{1,100}(?:\.\d{1,100})?$/, 'Must be a decimal number.');
export const dateFilter = z.iso.date().refine((day) => day >= '0001', 'Years begin with 0001.');
/** To the millisecond, like the columns. */
export const datetimeFilter = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^(?!0000)\d{4}-/.test(text), 'Must be in the years 0001 to 9999, in UTC.');
export const timeFilter = z
  .string()
  .regex(
    /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/,
    'Must be a time of day, as HH:MM or HH:MM:SS.',
  );
export const uuidFilter = z.uuid();
/** Of a relation to many rows: up to ten ids. */
export const linkedFilter = z
  .string()
  .regex(
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:,[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}){0,9}$/i,
    'Must be up to 10 ids, comma separated.',
  )
  .describe('Up to 10 ids, comma separated: the rows that have all of them.')
  .transform((text) => text.split(','));
export const textFilter = z.string().normalize().min(1).max(2_048);

type Comparison = '' | '[gt]' | '[gte]' | '[lt]' | '[lte]';

/** A value and its bounds: `price`, `price[gt]`, `price[gte]`, `price[lt]`, `price[lte]`. */
export function range<Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
): Record<`${Name}${Comparison}`, Schema> {
  return Object.fromEntries(
    ['', '[gt]', '[gte]', '[lt]', '[lte]'].map((comparison) => [`${name}${comparison}`, schema]),
  ) as Record<`${Name}${Comparison}`, Schema>;
}

/** For a field that may be null: `dueAt[null]=true` finds the rows without one, `dueAt[null]=false` the others. */
export function nullFilter<Name extends string>(
  name: Name,
): Record<`${Name}[null]`, typeof booleanFilter> {
  return { [`${name}[null]`]: booleanFilter } as Record<`${Name}[null]`, typeof booleanFilter>;
}
