import type { ScalarType } from '../../../resource/model.js';

/** The TypeScript type of a column's value, as the driver gives it: 64-bit and decimal numbers stay text. */
export const valueTypes: Record<ScalarType, string> = {
  string: 'string',
  text: 'string',
  email: 'string',
  url: 'string',
  uuid: 'string',
  slug: 'string',
  integer: 'number',
  bigint: 'string',
  float: 'number',
  decimal: 'string',
  boolean: 'boolean',
  date: 'string',
  datetime: 'Date',
  json: 'unknown',
  enum: 'string',
};
