import { randomBytes, randomUUID } from 'node:crypto';
import { sample as draw, stringMatching } from 'fast-check';
import { type ApiDocument, asArray, propertiesOf, requiredOf } from './document.js';
import type { Json } from './http.js';

/** Texts that patterns of generated schemas may want. */
const candidates = [
  '9.50',
  '42',
  '7',
  '2026-05-04',
  'abc',
  'ABC',
  'abab',
  'abc-def',
  'Abc123',
  'a1',
  '+41441234567',
];

/** A value that a JSON Schema accepts; texts are different every time. */
export function sample(document: ApiDocument, schema: Json): unknown {
  const resolved = document.resolve(schema);
  if (resolved['const'] !== undefined) return resolved['const'];
  const [first] = asArray(resolved['enum']);
  if (first !== undefined) return first;
  const variants = [...asArray(resolved['anyOf']), ...asArray(resolved['oneOf'])];
  const variant = variants.map((one) => document.resolve(one)).find((one) => one['type'] !== 'null');
  if (variant) return sample(document, variant);
  return byType(document, resolved);
}

/** A body with every property that the schema names, or the required ones only. */
export function sampleBody(document: ApiDocument, schema: Json, which: 'all' | 'required' = 'all'): Json {
  const required = requiredOf(schema);
  const entries = Object.entries(propertiesOf(document, schema))
    .filter(([name]) => which === 'all' || required.includes(name))
    .map(([name, property]) => [name, sample(document, property)] as const);
  return Object.fromEntries(entries);
}

function byType(document: ApiDocument, schema: Json): unknown {
  const types = [schema['type']].flat();
  switch (types.find((type) => type !== 'null')) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return within(schema);
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
      return sampleBody(document, schema);
    default:
      return { any: 'thing' };
  }
}

function within(schema: Json): number {
  const min = bound(schema['minimum'], bound(schema['exclusiveMinimum'], -1) + 1);
  const max = bound(schema['maximum'], Number.MAX_SAFE_INTEGER);
  return schema['type'] === 'number' ? Math.min(Math.max(min, 3), max) : inTurn(Math.max(min, 3), max);
}

let made = 0;

/** Another whole number each time, for a field may be unique. */
function inTurn(min: number, max: number): number {
  made += 1;
  return max < min ? max : min + (made % Math.min(10_000, max - min + 1));
}

const DAY_MS = 86_400_000;

const bound = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

function text(schema: Json): string {
  const formatted = byFormat[String(schema['format'])];
  if (formatted) return formatted();
  const min = bound(schema['minLength'], 1);
  const max = bound(schema['maxLength'], 40);
  const unique = `text ${randomBytes(8).toString('hex')}`;
  const fitting = (unique.length < min ? unique.padEnd(min, 'x') : unique).slice(0, max);
  const patterns = [schema, ...asArray(schema['allOf'])]
    .map((one) => (one as Json)['pattern'])
    .filter((pattern) => typeof pattern === 'string')
    .map((pattern) => new RegExp(pattern, 'u'));
  const fits = (one: string): boolean => patterns.every((pattern) => pattern.test(one));
  const match = [fitting].find(fits) ?? drawn(patterns).find(fits) ?? candidates.find(fits);
  if (match === undefined) throw new Error(`No sample for ${JSON.stringify(schema)}.`);
  return match;
}

/** Texts made for each of the patterns; none for one with a lookaround or a backreference, which the library cannot draw. */
const drawn = (patterns: readonly RegExp[]): readonly string[] =>
  patterns.flatMap((pattern) =>
    /\(\?<?[=!]|\\[1-9bB]/.test(pattern.source) ? [] : draw(stringMatching(pattern), 20),
  );

const byFormat: Readonly<Record<string, () => string>> = {
  email: () => `${randomBytes(6).toString('hex')}@x.io`,
  uuid: () => randomUUID(),
  uri: () => `http://a/${randomBytes(5).toString('hex')}`,
  date: () => new Date(Date.parse('2026-05-04') - inTurn(0, 9_000) * DAY_MS).toISOString().slice(0, 10),
  'date-time': () => '2026-05-04T03:02:01.000Z',
  password: () => `correct horse ${randomBytes(6).toString('hex')}`,
};
