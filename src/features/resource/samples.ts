import { createRequire } from 'node:module';
import type * as FastCheck from 'fast-check';
import { stringLiteral } from '../../resource/literal.js';
import type { ScalarField, ScalarType } from '../../resource/model.js';

type Sample = (field: ScalarField, count: string) => string;

/** How many different values of a pattern the tests go through. */
const PATTERN_SAMPLES = 20;

/** Source of a valid JSON value of a field, another for each value of the variable `count`. */
export function sampleSource(field: ScalarField, count: string): string {
  return samples[field.type](field, count);
}

/** Source of the same value as the entity holds it. */
export function rowSampleSource(field: ScalarField, count: string): string {
  const source = sampleSource(field, count);
  return field.type === 'datetime' ? `new Date(${source})` : source;
}

const samples: Record<ScalarType, Sample> = {
  string: (field, count) => textSample(field, count, 255),
  text: (field, count) => textSample(field, count, Infinity),
  slug: (field, count) => `\`${field.name.toLowerCase()}-\${${count}}\``,
  email: (_, count) => `\`person\${${count}}@example.com\``,
  url: ({ min = 1 }, count) => padded(`\`https://example.com/\${${count}}\``, Number(min), 21),
  uuid: (_, count) => `\`00000000-0000-4000-8000-\${String(${count}).padStart(12, '0')}\``,
  integer: (field, count) => {
    const [low, span] = range(field);
    return span === 1 ? String(low) : `${low} + (${count} % ${span})`;
  },
  bigint: ({ min = 1, max }, count) => {
    const low = max !== undefined && BigInt(max) < BigInt(min) ? BigInt(max) : BigInt(min);
    const span = max === undefined ? 1000n : smaller(BigInt(max) - low + 1n, 1000n);
    return span === 1n ? stringLiteral(String(low)) : `String(${low}n + BigInt(${count} % ${span}))`;
  },
  float: (field, count) => {
    const [low, span] = range(field);
    return span === 1 ? String(low) : `${low} + (${count} % ${span})`;
  },
  decimal: decimalSample,
  boolean: () => 'true',
  date: (field, count) => `${momentSource(field, count)}.toISOString().slice(0, 10)`,
  datetime: (field, count) => `${momentSource(field, count)}.toISOString()`,
  json: () => "{ key: 'value' }",
  enum: ({ values = [] }) => stringLiteral(values[0] ?? ''),
};

function textSample(field: ScalarField, count: string, longest: number): string {
  if (field.pattern !== undefined) return patternSample(field, count);
  const min = Number(field.min ?? 1);
  const max = Number(field.max ?? longest);
  const stem = field.name.toLowerCase();
  if (max < stem.length + 8) return `String(${count}).padStart(${Math.max(min, 1)}, '0').slice(-${max})`;
  return padded(`\`${stem} \${${count}}\``, min, stem.length + 2);
}

const padded = (source: string, min: number, shortest: number): string =>
  min > shortest ? `${source}.padEnd(${min}, 'x')` : source;

/** Only a field with a pattern pays for the library that reads patterns backwards. */
function patternSample({ pattern = '', min, max }: ScalarField, count: string): string {
  const { sample, stringMatching } = createRequire(import.meta.url)('fast-check') as typeof FastCheck;
  const matching = stringMatching(new RegExp(`^(?:${pattern})$`, 'u')).filter(
    (text) =>
      text === text.trim() &&
      text === text.normalize() &&
      text.length >= Number(min ?? 1) &&
      text.length <= Number(max ?? 255),
  );
  const texts = [...new Set(sample(matching, { numRuns: PATTERN_SAMPLES * 3, seed: 1 }))].slice(
    0,
    PATTERN_SAMPLES,
  );
  if (texts.length === 1) return stringLiteral(texts[0] ?? '');
  return `[${texts.map(stringLiteral).join(', ')}][${count} % ${texts.length}] ?? ''`;
}

/** The lowest value and how many whole steps there are from it. */
function range({ min, max }: ScalarField): [low: number, span: number] {
  const low = Number(min ?? (max === undefined ? 1 : Number(max) - 1000));
  const high = Number(max ?? low + 1000);
  return [low, Math.max(1, Math.min(1000, Math.floor(high - low) + 1))];
}

function decimalSample({ min, max, precision = 12, scale = 2, unique }: ScalarField, count: string): string {
  const digits = '0'.repeat(scale);
  const point = scale > 0 ? '.' : '';
  if (unique && min === undefined && max === undefined && precision - scale >= 4) {
    return `\`\${${count}}${point}${digits}\``;
  }
  const bound = min ?? max;
  if (bound === undefined) return stringLiteral(`${precision > scale ? '1' : '0'}${point}${digits}`);
  const [whole = '0', fraction = ''] = String(bound).split('.');
  return stringLiteral(`${whole}${point}${fraction.padEnd(scale, '0').slice(0, scale)}`);
}

function momentSource({ min, max, unique }: ScalarField, count: string): string {
  const start = Date.parse(String(min ?? max ?? '2026-01-15T12:00:00.000Z'));
  return unique ? `new Date(${start} + ${count} * 86_400_000)` : `new Date(${start})`;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
