import type { FieldList } from '../field-lists.js';
import type { Field, ScalarField } from '../model.js';
import { patternTexts } from '../patterns/pattern-texts.js';
import { distinctValues } from './distinct-values.js';

/** More texts of a pattern are not looked for. */
const MOST_TEXTS = 40;

/** In how many ways rows that requests make can differ in a list of fields, at least. There is no end of rows to point at. */
export const combinations = (list: FieldList, fields: readonly Field[]): number =>
  list
    .map((name) => fields.find((field) => field.name === name))
    .reduce((product, field) => product * (field?.kind === 'scalar' ? settableValues(field) : Infinity), 1);

/** How many values of a field requests can set. What stays null never stands in the way of another row. */
function settableValues(field: ScalarField): number {
  if (field.readonly) return field.optional && field.default === undefined ? Infinity : 1;
  return variableValues(field);
}

/** How many values of a field a test can set, one after the other. */
export const variableValues = (field: ScalarField): number =>
  field.pattern === undefined
    ? distinctValues(field)
    : patternTexts({ ...field, unique: true }, MOST_TEXTS).length;

/** The fields of a list that are others for each row of one owner. */
export const withoutOwner = (list: FieldList, fields: readonly Field[]): FieldList =>
  list.filter((name) =>
    fields.every((field) => field.name !== name || field.kind !== 'belongsTo' || !field.owner),
  );
