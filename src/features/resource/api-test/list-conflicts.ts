import type { FieldList } from '../../../resource/field-lists.js';
import { variableValues, withoutOwner } from '../../../resource/fields/combinations.js';
import { enoughUnique } from '../../../resource/fields/distinct-values.js';
import type { Resource, ScalarField } from '../../../resource/model.js';
import { changesRows, takesBodies } from '../../../resource/operations.js';
import { type ListedField, listedFields } from '../../../resource/shape/listed-fields.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { definitionOf } from '../../../resource/types/types.js';
import { createOf } from '../factory.js';
import type { TestPeople } from '../test-people.js';
import { turnsOf } from '../unique-lists.js';

/** What the tests of fields print that are unique together. */
export function listConflicts(shape: Shape, { onceEach }: TestPeople) {
  const { serves, resource } = shape;
  const all = (takesBodies(serves) && resource.unique) || [];
  return all
    .map((list) => ({ list, fields: listedFields(list, shape) }))
    .filter(({ fields }) => fields.every(isRepeatable) && fields.some(isSent))
    .map(({ list, fields }) => {
      const sent = fields.filter(isSent);
      const isOfOwner = fields.some(({ relation }) => relation?.owner === true);
      const properties = fields.map(({ property }) => property);
      const fromBody = sent.filter(({ relation }) => relation?.optional !== true);
      return {
        title: properties.join(' and '),
        properties,
        hasBody: fromBody.length > 0,
        fromBody: fromBody.map(({ property }) => property),
        targets: sent.flatMap(({ property, relation }) =>
          relation?.optional === true ? [{ property, create: createOf(relation.to) }] : [],
        ),
        isOfOwner,
        // Who may own few rows has no second one that could be changed.
        isChanged: changesRows(serves) && !(onceEach && isOfOwner),
        tellsFields: isAlone(list, resource),
      };
    })
    .filter(({ isChanged }) => serves.create || isChanged);
}

const isSent = ({ scalar, relation }: ListedField): boolean =>
  relation === undefined ? scalar?.readonly === false : !relation.owner;

/** Whether a second row can have the same of it: the server does not set it, or to the same. */
const isRepeatable = ({ scalar, relation }: ListedField): boolean =>
  relation === undefined
    ? scalar?.readonly === false || isFixed(scalar)
    : !(relation.optional && relation.to.later);

const isFixed = (field: ScalarField | undefined): boolean =>
  field?.default !== undefined && definitionOf(field).values.moving?.has(String(field.default)) !== true;

/** Whether rows that are the same in this list differ in each of the others, so that a refusal can only be about this one. */
function isAlone(list: FieldList, resource: Resource): boolean {
  const turns = turnsOf(resource);
  const others = (resource.unique ?? []).filter((other) => other !== list);
  return others.every((other) => {
    const outside = other.filter((name) => !list.includes(name));
    const isTakenInTurns = outside.length === other.length && outside.every((name) => turns.has(name));
    return isTakenInTurns || outside.some((name) => differs(name, resource, turns));
  });
}

/** Whether rows can have the same value of a field where all else is as the factory makes it. */
export function repeats(field: string, resource: Resource): 'by anybody' | 'by another owner' | 'never' {
  const turns = turnsOf(resource);
  const held = (resource.unique ?? []).filter(
    (list) => list.includes(field) && list.every((name) => name === field || !differs(name, resource, turns)),
  );
  if (held.length === 0) return 'by anybody';
  const isOfOwner = (list: FieldList): boolean => withoutOwner(list, resource.fields).length < list.length;
  return held.every(isOfOwner) ? 'by another owner' : 'never';
}

/** Whether the factory gives each row another value of a field, or one that is in nobody's way. */
function differs(name: string, { fields }: Resource, turns: ReadonlyMap<string, string>): boolean {
  const field = fields.find((one) => one.name === name);
  if (field?.kind === 'belongsTo') return !field.owner;
  return field?.kind === 'scalar' && !field.readonly && isOtherEachTime(field, turns);
}

const isOtherEachTime = (field: ScalarField, turns: ReadonlyMap<string, string>): boolean =>
  variableValues(field) >= enoughUnique &&
  (turns.has(field.name) || definitionOf(field).values.length !== undefined);
