import { type ApiDocument, asArray } from './document.js';
import type { Json } from './http.js';

/** Values of another type than the schema's, or outside of its bounds. */
export function wrongValues(document: ApiDocument, schema: Json): readonly unknown[] {
  const resolved = document.resolve(schema);
  const variants = [...asArray(resolved['anyOf']), ...asArray(resolved['oneOf'])].map((one) =>
    document.resolve(one),
  );
  const types = [resolved, ...variants].flatMap(({ type }) => [type].flat()).filter(Boolean);
  if (types.length === 0) return [];
  const nullable = types.includes('null');
  const kinds = Object.entries(examples).filter(([type]) => !types.includes(type));
  const values = kinds
    .filter(([type]) => type !== 'integer' || !types.includes('number'))
    .map(([, value]) => value);
  return [...values, ...(nullable ? [] : [null]), ...outOfBounds(resolved)];
}

const examples: Json = {
  string: 'not the right type',
  integer: 7,
  number: 7.5,
  boolean: true,
  array: [{}],
  object: { surprise: 1 },
};

function outOfBounds({ maxLength, minLength, maximum, minimum, enum: values, format }: Json): unknown[] {
  return [
    ...(typeof maxLength === 'number' ? ['x'.repeat(maxLength + 1)] : []),
    ...(typeof minLength === 'number' && minLength > 0 ? [''] : []),
    ...(typeof maximum === 'number' && Math.abs(maximum) < 1e15 ? [maximum + 1] : []),
    ...(typeof minimum === 'number' && Math.abs(minimum) < 1e15 ? [minimum - 1] : []),
    ...(values === undefined ? [] : ['no such value']),
    ...(['email', 'uuid', 'date', 'date-time', 'uri'].includes(String(format)) ? ['not that format'] : []),
  ];
}

/** Ids that are none. */
export const badIds: readonly string[] = [
  'abc',
  '1e3',
  '1.5',
  '-1',
  '0',
  '%00',
  '12345678901234567890',
  'x'.repeat(5000),
  '..%2f',
  '..%2f..%2fetc%2fpasswd',
  '%ff',
  '%',
  "1'%20OR%20'1'='1",
  '00000000-0000-0000-0000-00000000000g',
  '%F0%9F%90%98',
  'null',
];

/** Bodies that are no JSON object, or do harm as one. */
export const badBodies: readonly { readonly name: string; readonly raw: string | Buffer }[] = [
  { name: 'broken', raw: '{bad' },
  { name: 'null', raw: 'null' },
  { name: 'array', raw: '[]' },
  { name: 'text', raw: '"x"' },
  { name: 'number', raw: '1' },
  { name: 'empty', raw: '' },
  { name: 'NUL byte', raw: Buffer.from([0]) },
  { name: 'broken UTF-8', raw: Buffer.from('7b2261223a22ff227d', 'hex') },
  { name: '10k deep', raw: '['.repeat(10_000) + ']'.repeat(10_000) },
  { name: 'deep objects', raw: '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000) },
  { name: '__proto__', raw: '{"__proto__":{"role":"admin"}}' },
  { name: 'constructor', raw: '{"constructor":{"prototype":{"role":"admin"}}}' },
];

/** Values that a text or number of an otherwise good body must not have. */
export const badTexts: readonly { readonly name: string; readonly json: string }[] = [
  { name: 'NUL', json: '"a\\u0000b"' },
  { name: 'lone surrogate', json: '"a\\ud800b"' },
  { name: '1e400', json: '1e400' },
  { name: '-1e400', json: '-1e400' },
  { name: '__proto__ inside', json: '{"__proto__":{"x":1}}' },
  { name: 'deep inside', json: '['.repeat(2_000) + ']'.repeat(2_000) },
];

/** Query strings that no list understands. */
export const badQueries: readonly string[] = [
  'page=-1',
  'page=0',
  'page=1e9',
  'page=1.5',
  'page=NaN',
  'page=12345678901234567890',
  'page=',
  'page=0x10',
  'page=%00',
  'page=1&page=2',
  'page[a]=1',
  'limit=0',
  'limit=-1',
  'limit=101',
  'limit=1000000',
  'limit=ten',
  'limit=1&limit=2',
  'sort=nope',
  'sort=',
  'sort=createdAt;drop',
  'sort[]=createdAt',
  'cursor=x&page=1',
  'cursor=garbage',
  'a[b]=1',
  '__proto__=1',
  '__proto__[role]=admin',
  'constructor=1',
  'toString=1',
  'unknown=1',
  'include=nope',
  'include=__proto__',
  'createdAt=yesterday',
  'createdAt[gte]=2026-13-45',
  'createdAt[$gt]=1',
  'search=a&search=b',
  '%=1',
  'page=%ff',
];
