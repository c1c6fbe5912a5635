import type { ScalarField } from '../../../resource/model.js';
import { shortestText } from '../../../resource/fields/search-length.js';
import { patternSample } from './patterns.js';

export function textSample(field: ScalarField, count: string): string {
  if (field.pattern !== undefined) return patternSample(field, count);
  const min = shortestText(field);
  const stem = field.name.toLowerCase();
  if (Number(field.max ?? Infinity) < stem.length + 8) return shortText(count, min, Number(field.max));
  return padded(`\`${stem} \${${count}}\``, min, stem.length + 2);
}

/** Fits the shortest fields: the last digits of the count, to the base of 36. */
const shortText = (count: string, min: number, max: number): string =>
  `${count}.toString(36)${min > 1 ? `.padStart(${min}, '0')` : ''}.slice(-${max})`;

export function emailSample({ max = 254 }: ScalarField, count: string): string {
  const longest = Number(max);
  if (longest >= 'person1234567@example.com'.length) return `\`person\${${count}}@example.com\``;
  return `\`\${String(${count}).slice(-${longest - '@x.io'.length})}@x.io\``;
}

export function urlSample({ max = 2048 }: ScalarField, count: string): string {
  const longest = Number(max);
  if (longest >= 'https://example.com/1234567'.length) return `\`https://example.com/\${${count}}\``;
  return `\`http://a/\${String(${count}).slice(-${longest - 'http://a/'.length})}\``;
}

const padded = (source: string, min: number, shortest: number): string =>
  min > shortest ? `${source}.padEnd(${min}, 'x')` : source;
