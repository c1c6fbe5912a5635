import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import { createOf } from '../factory.js';

/** What the tests of ids of other rows and of `?include=` print. */
export function relationValues(shape: Shape) {
  const isIncluded = ({ name }: BelongsToShape | ManyToManyShape): boolean => shape.include.includes(name);
  const included = shape.belongsTo
    .filter(isIncluded)
    .map(({ name, key, optional }) => ({ name, key, optional }));
  return {
    settable: shape.settable.map(({ key }) => ({ key })),
    // The other end's factory may itself need this one's rows.
    linkable: shape.manyToMany
      .filter(({ to }) => !to.later || to.entity === shape.names.pascal)
      .map((field) => ({
        name: field.name,
        key: field.key,
        create: createOf(field.to),
        isIncluded: isIncluded(field),
      })),
    hasIncludes: shape.include.length > 0,
    includes: shape.include.join(','),
    included: {
      required: included.filter(({ optional }) => !optional),
      optional: included.filter(({ optional }) => optional),
      many: shape.manyToMany.filter(isIncluded).map(({ name }) => ({ name })),
    },
  };
}
