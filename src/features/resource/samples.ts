import type { ScalarField } from '../../resource/model.js';
import { definitionOf } from '../../resource/types/types.js';

/** Source of a valid JSON value of a field, for a unique one another for each value of the variable `count`. */
export const sampleSource = (field: ScalarField, count: string): string =>
  definitionOf(field).samples.sent(field, count);

/** Source of the same value as the entity holds it. */
export function rowSampleSource(field: ScalarField, count: string): string {
  const { sent, held = sent } = definitionOf(field).samples;
  return held(field, count);
}
