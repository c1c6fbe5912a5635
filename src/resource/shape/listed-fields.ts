import type { FieldList } from '../field-lists.js';
import type { ScalarField } from '../model.js';
import type { BelongsToShape, Shape } from './shape.js';

/** A field as a list of them has it: a relation is its key there. */
export interface ListedField {
  /** What the entity and JSON call it. */
  readonly property: string;
  /** Neither for a moment that every row has. */
  readonly scalar: ScalarField | undefined;
  readonly relation: BelongsToShape | undefined;
}

export const listedFields = (list: FieldList, { scalars, belongsTo }: Shape): readonly ListedField[] =>
  list.map((name) => {
    const relation = belongsTo.find((field) => field.name === name);
    const scalar = scalars.find((field) => field.name === name);
    return { property: relation?.key ?? name, scalar, relation };
  });
