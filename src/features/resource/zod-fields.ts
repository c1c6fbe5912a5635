import type { ScalarField, ScalarType } from '../../resource/model.js';
import { stringLiteral } from '../../resource/literal.js';

/** What a field is in a request, in a response and in a list's query string, as source of zod schemas. */
interface ZodField {
  readonly body: (field: ScalarField) => string;
  readonly view: (field: ScalarField) => string;
  /** The schema of a filter's value, and whether it has bounds (`[gte]` …); none: no filter. */
  readonly filter?: (field: ScalarField) => string;
  readonly bounds?: boolean;
  /** Whether a list may be sorted by it. */
  readonly sorts: boolean;
}

const enumOf = ({ values = [] }: ScalarField): string =>
  `z.enum([${values.map((value) => stringLiteral(value)).join(', ')}])`;

const is = (source: string) => () => source;

const pattern = ({ pattern: source }: ScalarField): string =>
  source === undefined ? '' : `.regex(${new RegExp(`^(?:${source})$`, 'u').toString()})`;

const lengths = (field: ScalarField, defaultMax?: number): string => {
  const max = field.max ?? defaultMax;
  return `.min(${field.min ?? 1})${max === undefined ? '' : `.max(${max})`}${pattern(field)}`;
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

export const zodFields: Record<ScalarType, ZodField> = {
  string: {
    body: (field) => `z.string().normalize().trim()${lengths(field, 255)}`,
    view: is('z.string()'),
    filter: is('textFilter'),
    sorts: true,
  },
  text: { body: (field) => `z.string().normalize()${lengths(field)}`, view: is('z.string()'), sorts: false },
  email: {
    body: is('z.email().max(254).toLowerCase()'),
    view: is('z.email()'),
    filter: is('z.email().max(254).toLowerCase()'),
    sorts: true,
  },
  url: {
    body: (field) => `z.url({ protocol: /^https?$/ })${lengths(field, 2048)}`,
    view: is('z.url()'),
    filter: is('textFilter'),
    sorts: true,
  },
  uuid: { body: is('z.uuid().toLowerCase()'), view: is('z.uuid()'), filter: is('uuidFilter'), sorts: true },
  slug: { body: is('z.string()'), view: is('z.string()'), filter: is('textFilter'), sorts: true },
  integer: {
    body: (field) => `z.int32()${bounds(field, String)}`,
    view: is('z.int()'),
    filter: is('integerFilter'),
    bounds: true,
    sorts: true,
  },
  bigint: {
    body: ({ min, max }) => `bigintText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.string()'),
    filter: is('bigintFilter'),
    bounds: true,
    sorts: true,
  },
  float: {
    body: (field) => `z.number()${bounds(field, String)}`,
    view: is('z.number()'),
    filter: is('numberFilter'),
    bounds: true,
    sorts: true,
  },
  decimal: {
    body: ({ precision = 12, scale = 2, min, max }) =>
      `decimalText(${options({ precision, scale, min: textBound(min), max: textBound(max) })})`,
    view: is('z.string()'),
    filter: is('decimalFilter'),
    bounds: true,
    sorts: true,
  },
  boolean: { body: is('z.boolean()'), view: is('z.boolean()'), filter: is('booleanFilter'), sorts: true },
  date: {
    body: ({ min, max }) => `dayText(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.date()'),
    filter: is('dateFilter'),
    bounds: true,
    sorts: true,
  },
  datetime: {
    body: ({ min, max }) => `instant(${options({ min: textBound(min), max: textBound(max) })})`,
    view: is('z.iso.datetime()'),
    filter: is('datetimeFilter'),
    bounds: true,
    sorts: true,
  },
  json: { body: is('jsonDocument'), view: is('jsonDocument'), sorts: false },
  enum: { body: enumOf, view: enumOf, filter: enumOf, sorts: true },
};
