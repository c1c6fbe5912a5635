import type { ScalarField, ScalarType } from '../../resource/model.js';
import { stringLiteral } from '../../core/quoting.js';
import { queryWords } from '../../resource/reserved-names.js';
import { wholePattern } from '../../resource/patterns/whole-pattern.js';

/** What a field is in a request, in a response and in a list's query string, as source of zod schemas. */
interface ZodField {
  readonly body: (field: ScalarField) => string;
  readonly view: (field: ScalarField) => string;
  /** The schema of a filter's value, and whether it has bounds (`[gte]` …); none: no filter. */
  readonly filter?: (field: ScalarField) => string;
  readonly bounds?: boolean;
}

const enumOf = ({ values = [] }: ScalarField): string =>
  `z.enum([${values.map((value) => stringLiteral(value)).join(', ')}])`;

const is = (source: string) => () => source;

const lengths = (field: ScalarField, defaultMax?: number): string => {
  const { min = 1, max = defaultMax, pattern } = field;
  if (pattern !== undefined) {
    // A text that is too long never gets to the pattern, which may be slow for it.
    return `.min(${min}).max(${max}, { abort: true }).regex(${wholePattern(pattern).toString()})`;
  }
  return `.min(${min})${max === undefined ? '' : `.max(${max})`}`;
};

const bounds = ({ min, max }: ScalarField, literal: (value: number | string) => string): string =>
  `${min === undefined ? '' : `.min(${literal(min)})`}${max === undefined ? '' : `.max(${literal(max)})`}`;

const options = (entries: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `{ ${given.map(([key, value]) => `${key}: ${String(value)}`).join(', ')} }`;
};

const textBound = (value: number | string | undefined): string | undefined =>
  value === undefined ? undefined : stringLiteral(String(value));

/** Whether a list can be filtered by a field: `?page=` and its like have a meaning of their own. */
export const isFilterable = ({ name, type }: ScalarField): boolean =>
  zodFields[type].filter !== undefined && !queryWords.has(name);

export const zodFields: Record<ScalarType, ZodField> = {
  string: {
    body: (field) => `z.string().normalize().trim()${lengths(field, 255)}`,
    view: is('z.string()'),
    filter: is('textFilter'),
  },
  text: { body: (field) => `z.string().normalize()${lengths(field)}`, view: is('z.string()') },
  email: {
    body: ({ max = 254 }) => `z.email().max(${max}).toLowerCase()`,
    view: is('z.email()'),
    filter: is('z.email().max(254).toLowerCase()'),
  },
  url: {
    body: (field) => `z.url({ protocol: /^https?$/ })${lengths(field, 2048)}`,
    view: is('z.url()'),
    filter: is('textFilter'),
  },
  uuid: { body: is('z.uuid().toLowerCase()'), view: is('z.uuid()'), filter: is('uuidFilter') },
  slug: { body: is('z.string()'), view: is('z.string()'), filter: is('textFilter') },
  integer: {
    body: (field) => `z.int32()${bounds(field, String)}`,
    view: is('z.int()'),
    filter: is('integerFilter'),
    bounds: true,
  },
  bigint: {
    body: ({ min, max }) => `bigintText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.string()'),
    filter: is('bigintFilter'),
    bounds: true,
  },
  float: {
    body: (field) => `z.number()${bounds(field, String)}`,
    view: is('z.number()'),
    filter: is('numberFilter'),
    bounds: true,
  },
  decimal: {
    body: ({ precision = 12, scale = 2, min, max }) =>
      `decimalText(${options({ precision, scale, min: textBound(min), max: textBound(max) })})`,
    view: is('z.string()'),
    filter: is('decimalFilter'),
    bounds: true,
  },
  boolean: { body: is('z.boolean()'), view: is('z.boolean()'), filter: is('booleanFilter') },
  date: {
    body: ({ min, max }) => `dayText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.date()'),
    filter: is('dateFilter'),
    bounds: true,
  },
  datetime: {
    body: ({ min, max }) => `instant(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.datetime()'),
    filter: is('datetimeFilter'),
    bounds: true,
  },
  json: { body: is('jsonDocument'), view: is('jsonDocument') },
  enum: { body: enumOf, view: enumOf, filter: enumOf },
};
