import type { Shape } from '../../resource/shape/shape.js';
import { definitionOf } from '../../resource/types/types.js';
import type { PersistenceRole } from '../../roles/persistence/contract.js';

/** A property of a new row, with the source of its value. */
export interface ServerDefault {
  readonly name: string;
  readonly value: string;
}

/** Properties of a new row that no request gives and no column fills: `startsAt: new Date('…')`. */
export function serverDefaults(
  { scalars }: Shape,
  { filledByService }: Pick<PersistenceRole, 'filledByService'>,
): readonly ServerDefault[] {
  return filledByService(scalars).flatMap((field) =>
    field.default === undefined
      ? []
      : [{ name: field.name, value: definitionOf(field).code.literal(field.default) }],
  );
}
