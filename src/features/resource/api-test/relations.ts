import { changesRows, takesBodies } from '../../../resource/operations.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import { createOf } from '../factory.js';

/** What the tests of ids of other rows and of `?include=` print. */
export function relationValues(shape: Shape) {
  const isIncluded = ({ name }: BelongsToShape | ManyToManyShape): boolean => shape.include.includes(name);
  const included = shape.belongsTo
    .filter(isIncluded)
    .map(({ name, key, optional }) => ({ name, key, optional }));
  return {
    settable: takesBodies(shape.serves) ? shape.settable.map(({ key }) => ({ key })) : [],
    // The other end's factory may itself need this one's rows.
    linkable: takesBodies(shape.serves)
      ? shape.manyToMany
          .filter(({ to }) => !to.later || to.entity === shape.names.pascal)
          .map((field) => linkable(shape, field))
      : [],
    hasIncludes: shape.include.length > 0,
    includes: shape.include.join(','),
    included: {
      required: included.filter(({ optional }) => !optional),
      optional: included.filter(({ optional }) => optional),
      many: shape.manyToMany.filter(isIncluded).map(({ name }) => ({ name })),
    },
  };
}

/** A relation whose ids are given to a new row, and to one that is there. */
function linkable({ include, serves }: Shape, field: ManyToManyShape) {
  const isChanged = changesRows(serves);
  return {
    name: field.name,
    key: field.key,
    create: createOf(field.to),
    isShown: serves.get && include.includes(field.name),
    path: isChanged ? 'one' : '`${path}/${created.body.id}`',
    sending: serves.create ? 'post(path)' : 'put(one)',
  };
}
