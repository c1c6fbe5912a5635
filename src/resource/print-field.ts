import { escapeValue } from './field-tokens.js';
import type { Field, Resource, ScalarField } from './model.js';
import type { ParsedField, ParsedResource } from './parsed.js';
import { defaultDigits } from './field-values.js';
import { defaultMax } from './scalar-field.js';

/** A field as `parseField` reads it: the inverse of it, without what is so by default. */
export function printField(field: ParsedField): string {
  return field.kind === 'scalar' ? printScalar(field) : printRelation(field);
}

/** A checked resource as it could have been written. */
export function parsedOf(resource: Resource): ParsedResource {
  const { name, access, softDelete, tests } = resource;
  return { name, access, softDelete, tests, fields: resource.fields.map(parsedField) };
}

function parsedField(field: Field): ParsedField {
  if (!('foreign' in field)) return field;
  const { kind, name, target, foreign } = field;
  return { kind, name, target, optional: false, inverse: foreign };
}

function printScalar(field: ScalarField): string {
  const argument = field.values?.join(',') ?? field.source;
  const implied = field.type === 'slug';
  return joined([
    field.name,
    argument === undefined ? field.type : `${field.type}=${argument}`,
    field.optional && 'optional',
    field.unique && !implied && 'unique',
    field.index && 'index',
    field.searchable && 'searchable',
    field.hidden && 'hidden',
    field.readonly && !implied && 'readonly',
    setting('precision', unless(defaultDigits.precision, field.precision)),
    setting('scale', unless(defaultDigits.scale, field.scale)),
    setting('min', field.min),
    setting('max', unless(usualMax(field), field.max)),
    setting('pattern', field.pattern),
    // Last, since a backslash at its end would take the next colon in.
    setting('default', field.default),
  ]);
}

function printRelation(field: Exclude<ParsedField, ScalarField>): string {
  const column = field.kind === 'belongsTo' ? field : undefined;
  return joined([
    field.name,
    `${field.kind}=${field.target}`,
    field.kind !== 'manyToMany' && field.optional && 'optional',
    column?.unique === true && 'unique',
    column?.owner === true && 'owner',
    setting('inverse', field.inverse),
    field.kind !== 'manyToMany' && setting('onDelete', field.onDelete),
  ]);
}

const usualMax = (field: ScalarField) =>
  defaultMax[field.type]?.[field.unique || field.index ? 'indexed' : 'plain'];

const unless = <T>(usual: T, value: T) => (value === usual ? undefined : value);

const setting = (name: string, value: string | number | boolean | undefined): string | false =>
  value !== undefined && `${name}=${escapeValue(String(value))}`;

const joined = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join(':');
