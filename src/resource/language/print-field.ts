import { escapeValue } from './field-tokens.js';
import type { Access, Action, BelongsTo, Field, Resource, ScalarField } from '../model.js';
import { usualDoer } from '../doers.js';
import { checksOf } from '../checks.js';
import { listsOf } from '../field-lists.js';
import type { ParsedAction, ParsedField, ParsedResource } from '../parsed.js';
import { sortsByDefault } from '../fields/sorting.js';
import { soundsSecret } from '../fields/secret-names.js';
import { definitionOf } from '../types/types.js';

/** A field as `parseField` reads it: the inverse of it, without what is so by default. */
export function printField(field: ParsedField): string {
  return field.kind === 'scalar' ? printScalar(field) : printRelation(field);
}

/** A field of a checked resource as it could have been written. */
export const printKnownField = (field: Field): string => printField(parsedField(field));

/** A checked resource as it could have been written. */
export function parsedOf(resource: Resource): ParsedResource {
  const { name, plural, path, description, access, operations, visible, softDelete, tests } = resource;
  return {
    name,
    ...(plural === undefined ? {} : { plural }),
    ...(path === undefined ? {} : { path }),
    ...(description === undefined ? {} : { description }),
    access,
    ...(operations === undefined ? {} : { operations }),
    ...(visible && { visible }),
    softDelete,
    tests,
    fields: resource.fields.map(parsedField),
    ...listsOf(resource),
    ...checksOf(resource),
    ...(resource.actions && { actions: resource.actions.map((action) => parsedAction(action, access)) }),
  };
}

/** Who may do it is left unsaid where it follows from the access level: from another level it follows anew. */
const parsedAction = ({ by, ...action }: Action, access: Access): ParsedAction =>
  by === usualDoer[access] ? action : { ...action, by };

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
  const { language, values } = definitionOf(field);
  const isWritten = (flag: 'unique' | 'readonly') => field[flag] && !language.implied?.includes(flag);
  return joined([
    field.name,
    argument === undefined ? field.type : `${field.type}=${argument}`,
    field.optional && 'optional',
    isWritten('unique') && 'unique',
    field.index && 'index',
    field.searchable && 'searchable',
    field.sortable !== sortsByDefault(field) && (field.sortable ? 'sortable' : 'sortable=false'),
    field.lookup === true && 'lookup',
    field.hidden ? 'hidden' : soundsSecret(field.name, field.type) && 'hidden=false',
    isWritten('readonly') && 'readonly',
    setting('precision', unless(values.digits?.precision, field.precision)),
    setting('scale', unless(values.digits?.scale, field.scale)),
    setting('min', field.min),
    setting('max', unless(usualMax(field), field.max)),
    setting('pattern', field.pattern),
    setting('description', field.description),
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
  definitionOf(field).values.length?.usual?.[
    field.unique || field.index || asksToSort(field) ? 'indexed' : 'plain'
  ];

/** Not where it is so by default, which it is by its length. */
const asksToSort = (field: ScalarField): boolean => field.sortable && !sortsByDefault(field);

const unless = <T>(usual: T, value: T) => (value === usual ? undefined : value);

const setting = (name: string, value: string | number | boolean | undefined): string | false =>
  value !== undefined && `${name}=${escapeValue(String(value))}`;

const joined = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join(':');
