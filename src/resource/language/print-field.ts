import { escapeValue } from './field-tokens.js';
import type { BelongsTo, Field, Resource, ScalarField } from '../model.js';
import type { ParsedField, ParsedResource } from '../parsed.js';
import { defaultDigits } from '../fields/field-values.js';
import { defaultMax } from './scalar-field.js';
import { sortsByDefault } from '../fields/sorting.js';
import { soundsSecret } from '../fields/secret-names.js';

/** A field as `parseField` reads it: the inverse of it, without what is so by default. */
export function printField(field: ParsedField): string {
  return field.kind === 'scalar' ? printScalar(field) : printRelation(field);
}

/** A checked resource as it could have been written. */
export function parsedOf(resource: Resource): ParsedResource {
  const { name, plural, access, operations, softDelete, tests } = resource;
  return {
    name,
    ...(plural === undefined ? {} : { plural }),
    access,
    ...(operations === undefined ? {} : { operations }),
    softDelete,
    tests,
    fields: resource.fields.map(parsedField),
  };
}

function parsedField(field: Field): ParsedField {
  if (field.kind === 'belongsTo') return parsedKey(field);
  if (!('foreign' in field)) return field;
  const { kind, name, target, foreign } = field;
  return { kind, name, target, optional: false, inverse: foreign };
}

/** Only a required relation to a user could be taken for the owner: of others it need not be said that they are not. */
function parsedKey({ owner, ...field }: BelongsTo): ParsedField {
  if (owner) return { ...field, owner };
  return field.target === 'User' && !field.optional ? { ...field, owner } : field;
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
    field.sortable !== sortsByDefault(field) && (field.sortable ? 'sortable' : 'sortable=false'),
    field.hidden ? 'hidden' : soundsSecret(field.name, field.type) && 'hidden=false',
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
    column?.owner === false && 'owner=false',
    setting('inverse', field.inverse),
    field.kind !== 'manyToMany' && setting('onDelete', field.onDelete),
  ]);
}

const usualMax = (field: ScalarField) =>
  defaultMax[field.type]?.[field.unique || field.index || asksToSort(field) ? 'indexed' : 'plain'];

/** Not where it is so by default, which it is by its length. */
const asksToSort = (field: ScalarField): boolean => field.sortable && !sortsByDefault(field);

const unless = <T>(usual: T, value: T) => (value === usual ? undefined : value);

const setting = (name: string, value: string | number | boolean | undefined): string | false =>
  value !== undefined && `${name}=${escapeValue(String(value))}`;

const joined = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join(':');
