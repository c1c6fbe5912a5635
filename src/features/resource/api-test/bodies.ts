import type { ScalarField } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { definitionOf } from '../../../resource/types/types.js';
import { bodyCall } from '../factory.js';

/** What the tests of bodies print that are changed, or not valid. */
export function bodyValues(shape: Shape) {
  const typedField = typedFieldOf(shape);
  const beyondBounds = beyondBoundsOf(shape);
  return {
    ...changeOf(shape),
    hasTypedField: typedField !== undefined,
    typedField,
    hasBounds: beyondBounds.length > 0,
    beyondBounds,
  };
}

/** The first thing a PATCH may set, and where the test finds a value of it: every body has one, unless all of them may be left out. */
function changeOf(shape: Shape) {
  const scalar = shape.writable[0];
  if (scalar) return { changed: scalar.name, isChangeVisible: !scalar.hidden, changes: bodyCall(shape) };
  const relation = shape.settable.find((field) => !field.optional);
  if (relation) return { changed: relation.key, isChangeVisible: true, changes: bodyCall(shape) };
  const many = shape.manyToMany[0];
  const changed = many?.key ?? shape.settable[0]?.key ?? 'id';
  return { changed, isChangeVisible: true, changes: `{ ${changed}: ${many ? '[]' : 'null'} }` };
}

/** A field that does not take an object: any is JSON. */
function typedFieldOf({ writable, settable, manyToMany }: Shape): string | undefined {
  const scalar = writable.find((field) => !definitionOf(field).schema.takesObjects);
  return scalar?.name ?? settable[0]?.key ?? manyToMany[0]?.key;
}

/** A value beyond each bound that the fields have. */
function beyondBoundsOf({ writable }: Shape) {
  const others = writable.reduce((sum, field) => sum + (isUnlimited(field) ? Number(field.min ?? 0) : 0), 0);
  return writable.flatMap((field) => {
    const value = definitionOf(field).samples.beyond?.(field, BODY_CHARACTERS - others);
    return value === undefined ? [] : [{ name: field.name, value }];
  });
}

/** What a request has room for, beside its other fields. */
const BODY_CHARACTERS = 90_000;

/** A text that may be as long as a request: the one kind whose least length can be most of it. */
function isUnlimited(field: ScalarField): boolean {
  const { length } = definitionOf(field).values;
  return length !== undefined && length.usual === undefined;
}
