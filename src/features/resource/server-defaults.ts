import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../../resource/model.js';
import type { Shape } from '../../resource/shape/shape.js';
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
  return filledByService(scalars).map((field) => ({ name: field.name, value: valueSource(field) }));
}

/** Source of the default as the entity holds it. */
function valueSource({ type, default: value }: ScalarField): string {
  const text = String(value);
  if (type === 'datetime') return `new Date(${stringLiteral(text)})`;
  if (type === 'json' || typeof value !== 'string') return text;
  return stringLiteral(text);
}
