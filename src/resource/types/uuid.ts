import type { TypeDefinition } from './definition.js';
import { every, pathKey } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';

const shape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const uuid: TypeDefinition = {
  language: { about: 'a UUID', synonyms: ['guid'], modifiers: [...every, ...pathKey] },
  values: {
    read: (value) => (shape.test(value) ? value.toLowerCase() : undefined),
    expected: 'a UUID',
    secrets: 'texts',
    becomes: ['string', 'text'],
  },
  code: { type: is('string'), literal },
  schema: {
    body: is('z.uuid().toLowerCase()'),
    view: is('z.uuid()'),
    absent,
    filter: is('uuidFilter'),
    lookup: is('uuidFilter'),
  },
  samples: { sent: (_, count) => `\`00000000-0000-4000-8000-\${String(${count}).padStart(12, '0')}\`` },
  column: { of: () => ({ kind: 'guid' }), limits: () => ({}) },
};
