import type { TypeDefinition } from './definition.js';
import { every } from './parts/modifiers.js';
import { is } from './parts/source.js';

export const json: TypeDefinition = {
  language: {
    about: 'any JSON document',
    synonyms: ['jsonb', 'object'],
    modifiers: every,
    reasons: { sortable: ', documents have no order' },
  },
  values: {
    read,
    expected: 'JSON other than null; a field without a value is "optional"',
    secrets: 'texts',
  },
  // A default is its JSON, which is TypeScript as well.
  code: { type: is('unknown'), literal: String },
  schema: {
    body: is('jsonDocument'),
    view: is('jsonDocument'),
    absent: (value) => `.default(${value === null ? 'null' : JSON.stringify(JSON.parse(String(value)))})`,
    takesObjects: true,
  },
  samples: { sent: is("{ key: 'value' }") },
  column: { of: () => ({ kind: 'document' }), limits: () => ({}) },
};

/** Neither PostgreSQL nor a request takes a number out of range, a NUL, half a surrogate pair or a `__proto__` of its own. */
function read(value: string): string | undefined {
  try {
    const text = JSON.stringify(JSON.parse(value, (key, part: unknown) => sound(key, part)));
    return text === 'null' ? undefined : text;
  } catch {
    return undefined;
  }
}

function sound(key: string, part: unknown): unknown {
  const texts = typeof part === 'string' ? [key, part] : [key];
  const isSound =
    key !== '__proto__' &&
    texts.every((each) => !/[\0\p{Cs}]/u.test(each)) &&
    (typeof part !== 'number' || Number.isFinite(part));
  if (!isSound) throw new RangeError(`not storable: ${key}`);
  return part;
}
