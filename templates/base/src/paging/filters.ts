import { z } from 'zod';
import { wholeNumber } from './list-query.js';

/** Schemas for the values of filter parameters; what reaches the database has the column's own type. */
export const booleanFilter = z.enum(['true', 'false']).transform((value) => value === 'true');
export const integerFilter = wholeNumber(-2_147_483_648, 2_147_483_647);
export const numberFilter = z.preprocess(
  (value) =>
    typeof value === 'string' && /^-?\d{1,20}(?:\.\d{1,20})?$/.test(value) ? Number(value) : value,
  z.number(),
);
export const bigintFilter = z.string().regex(/^-?\d{1,18}$/, 'Must be a whole number.');
export const decimalFilter = z
  .string()
  .regex(/^-?\d{1,20}(?:\.\d{1,10})?$/, 'Must be a decimal number.');
export const dateFilter = z.iso.date();
export const datetimeFilter = z.iso.datetime({ offset: true });
export const uuidFilter = z.uuid();
export const textFilter = z.string().min(1).max(255);

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
