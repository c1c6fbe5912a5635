import type { ScalarField } from '../../../resource/model.js';
import { definitionOf } from '../../../resource/types/types.js';
import type { DefaultValue, Engine } from '../engines/engine.js';

/** The default as the column decorator's option `default` takes it and as a CREATE TABLE does, if the column has one. */
export function defaultOf(field: ScalarField, { defaults }: Engine): DefaultValue | undefined {
  if (field.default === undefined) return undefined;
  const { kind } = definitionOf(field).column.of(field);
  return defaults[kind](String(field.default));
}

/** Fields that only the service can fill: no request may set them, and their column has no default. */
export const filledByService = (fields: readonly ScalarField[], engine: Engine): readonly ScalarField[] =>
  fields.filter(
    (field) => field.readonly && field.default !== undefined && defaultOf(field, engine) === undefined,
  );
