import type { Resource, ScalarField } from '../../src/resource/model.js';

/** By the bar's own reading of a resource: what its rows say that not everybody may read. */
export interface Hider {
  readonly field: ScalarField;
  readonly hidden: unknown;
  readonly shown: unknown;
}

export function hiderOf({ fields, visible }: Resource): Hider | undefined {
  const field = fields.find(({ name }) => name === visible?.field);
  if (visible === undefined || field?.kind !== 'scalar' || field.readonly) return undefined;
  if (field.type === 'datetime')
    return { field, hidden: '2099-01-01T00:00:00.000Z', shown: '2001-01-01T00:00:00.000Z' };
  if (field.type === 'boolean') {
    const shown = visible.values?.[0] !== 'false';
    return { field, shown, hidden: !shown };
  }
  const values = visible.values ?? [];
  const hidden = field.values?.find((value) => !values.includes(value));
  return { field, shown: values[0], hidden };
}
