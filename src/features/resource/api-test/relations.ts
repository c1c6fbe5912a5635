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
    linkable: takesBodies(shape.serves)
      ? shape.manyToMany.filter(hasFactory(shape)).map((field) => linkable(shape, field))
      : [],
    linkedRows: shape.serves.list
      ? shape.manyToMany
          .filter(hasFactory(shape))
          .map(({ name, key, to }) => ({ name, key, create: createOf(to) }))
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

/** The other end's factory may itself need this one's rows. */
const hasFactory =
  ({ names }: Shape) =>
  ({ to }: ManyToManyShape): boolean =>
    !to.later || to.entity === names.pascal;

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
