import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField, ScalarType } from '../../resource/model.js';
import { momentSample } from './samples/moments.js';
import { bigintSample, decimalSample, floatSample, integerSample } from './samples/numbers.js';
import { emailSample, textSample, urlSample } from './samples/texts.js';

type Sample = (field: ScalarField, count: string) => string;

/** Source of a valid JSON value of a field, for a unique one another for each value of the variable `count`. */
export function sampleSource(field: ScalarField, count: string): string {
  return samples[field.type](field, count);
}

/** Source of the same value as the entity holds it. */
export function rowSampleSource(field: ScalarField, count: string): string {
  return field.type === 'datetime' ? momentSample(field, count) : sampleSource(field, count);
}

const samples: Record<ScalarType, Sample> = {
  string: textSample,
  text: textSample,
  slug: (field, count) => `\`${field.name.toLowerCase()}-\${${count}}\``,
  email: emailSample,
  url: urlSample,
  uuid: (_, count) => `\`00000000-0000-4000-8000-\${String(${count}).padStart(12, '0')}\``,
  integer: integerSample,
  bigint: bigintSample,
  float: floatSample,
  decimal: decimalSample,
  boolean: () => 'true',
  date: (field, count) => `${momentSample(field, count)}.toISOString().slice(0, 10)`,
  datetime: (field, count) => `${momentSample(field, count)}.toISOString()`,
  json: () => "{ key: 'value' }",
  enum: ({ values = [] }) => stringLiteral(values[0] ?? ''),
};
