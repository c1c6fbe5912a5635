import type { Field, ScalarField } from './model.js';
import { namesOf } from './names.js';
import type { ParsedField } from './parsed.js';

/** Fields that a row is found by. */
export const lookupsOf = (fields: readonly (Field | ParsedField)[]): readonly ScalarField[] =>
  fields.filter((field) => field.kind === 'scalar').filter((field) => field.lookup === true);

/** What its code calls the lookup by a field: `getBySlug`, of an operation `getPostBySlug`. */
export const lookupMethod = (field: string): string => `getBy${namesOf(field).pascal}`;
export const lookupOperation = (field: string, resource: string): string =>
  `get${resource}By${namesOf(field).pascal}`;

/** Below the path of the resource: `by-slug`. */
export const lookupPath = (field: string): string => `by-${namesOf(field).kebab}`;
