import { distinctValues, enoughUnique } from '../../resource/fields/distinct-values.js';
import type { KnownEntity, Resource, ScalarField } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import { hasFewCombinations } from './unique-lists.js';
import type { Shape } from '../../resource/shape/shape.js';

/** Tables of which the tests of a resource make rows, and whose unique values would not be enough for a whole file. */
export function fewValuedTables(
  shape: Shape,
  earlier: readonly Shape[],
  known: ReadonlyMap<string, KnownEntity>,
): readonly string[] {
  const made = new Set<Resource>();
  const make = (resource: Resource | undefined): void => {
    if (!resource || made.has(resource)) return;
    made.add(resource);
    for (const field of resource.fields)
      if (field.kind === 'belongsTo' && !field.optional) make(known.get(field.target)?.resource);
  };
  for (const { resource, belongsTo, manyToMany } of [shape, ...earlier]) {
    make(resource);
    for (const { to } of [...belongsTo, ...manyToMany]) make(to.resource);
  }
  return [...made]
    .filter(
      (resource) =>
        resource.fields.some((field) => field.kind === 'scalar' && isFew(field)) ||
        hasFewCombinations(resource),
    )
    .map((resource) => namesOfResource(resource).plural.snake);
}

const isFew = (field: ScalarField): boolean =>
  field.unique && !field.readonly && (field.pattern !== undefined || distinctValues(field) < enoughUnique);
