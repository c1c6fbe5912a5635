import type { ScalarField } from '../../../resource/model.js';
import { lookupShape } from '../../../resource/shape/lookups.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { actionPermission } from '../../../resource/permissions.js';
import { definitionOf } from '../../../resource/types/types.js';
import { rowSampleSource } from '../samples.js';

/**
 * What the tests print of rows that are found by the value of a field.
 * @param hidingWays how a row is made that not everybody sees.
 */
export const lookupTests = <Way>(shape: Shape, hidingWays: readonly Way[]) =>
  shape.lookups.map((field) => {
    const called = shape.actions
      .map(({ name }) => actionPermission(name))
      .filter((text) => fits(text, field));
    const isUnfilled = field.readonly && field.source === undefined;
    return {
      ...lookupShape(field, shape),
      /** Nothing but code of the project's own gives it a value, so a row of the factory has none. */
      isUnfilled,
      sample: rowSampleSource(field, 'count'),
      wrong: wrongFor(field),
      isTriedAsAction: called.length > 0,
      actions: called,
      hidingWays: isUnfilled ? [] : hidingWays,
    };
  });

/** Whether it could be a value of the field. */
const fits = (text: string, field: ScalarField): boolean =>
  definitionOf(field).values.length !== undefined &&
  definitionOf(field).values.read(text, {}) !== undefined &&
  text.length <= Number(field.max);

/** A text that is longer than the field, or one that is no value of its type. */
const wrongFor = (field: ScalarField): string =>
  definitionOf(field).values.length === undefined ? `'1e3'` : `'x'.repeat(${Number(field.max) + 1})`;
