import type { FieldList } from '../../resource/field-lists.js';
import { combinations, variableValues, withoutOwner } from '../../resource/fields/combinations.js';
import { enoughUnique, fewestUnique } from '../../resource/fields/distinct-values.js';
import type { Resource, ScalarField } from '../../resource/model.js';

/** Whether somebody can own fewer rows than a test makes, since a list of the owner and others is unique. */
export const ownsFewRows = (resource: Resource): boolean =>
  (resource.unique ?? []).some((list) => waysOf(list, resource) < fewestUnique);

/** Whether the rows of a test file could be more than there are combinations of values. */
export const hasFewCombinations = (resource: Resource): boolean =>
  (resource.unique ?? []).some((list) => {
    const ways = waysOf(list, resource);
    return ways >= fewestUnique && ways < enoughUnique;
  });

/** In how many ways rows of one owner can differ in a list. */
const waysOf = (list: FieldList, { fields }: Resource): number =>
  combinations(withoutOwner(list, fields), fields);

/**
 * Source of the number that each sample is made from, for fields that have to differ from row to row since a list with them is unique:
 * of few values each is taken with each of the others.
 */
export function turnsOf(resource: Resource): ReadonlyMap<string, string> {
  return new Map((resource.unique ?? []).flatMap((list) => turnsIn(list, resource)));
}

function turnsIn(list: FieldList, resource: Resource): readonly (readonly [name: string, count: string])[] {
  const others = withoutOwner(list, resource.fields);
  const fields = resource.fields.filter(({ name }) => others.includes(name));
  const scalars = fields.filter((field) => field.kind === 'scalar');
  // A row that points at a row of its own, or at none, differs by that.
  if (scalars.length < fields.length || scalars.some(isNull)) return [];
  if (waysOf(list, resource) < fewestUnique) return [];
  const varied = scalars.filter((field) => !field.readonly);
  const many = varied.find((field) => variableValues(field) >= enoughUnique);
  if (many !== undefined) return [[many.name, 'count']];
  const turns: (readonly [string, string])[] = [];
  let before = 1;
  for (const field of varied) {
    turns.push([field.name, before === 1 ? 'count' : `Math.floor(count / ${before})`]);
    before *= variableValues(field);
  }
  return turns;
}

/** What no request sets and has no default. */
const isNull = ({ readonly, optional, default: value }: ScalarField): boolean =>
  readonly && optional && value === undefined;
