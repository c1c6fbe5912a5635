import type { TypeDefinition } from './definition.js';
import { every } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';

export const boolean: TypeDefinition = {
  language: {
    about: 'true or false',
    synonyms: ['bool'],
    modifiers: [...every, 'index', 'sortable'],
    reasons: { unique: ', there would be room for two rows' },
  },
  values: {
    read: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
    expected: 'true or false',
    distinct: () => 2,
  },
  code: { type: is('boolean'), literal, inQuery: (value) => `String(${value})` },
  schema: { body: is('z.boolean()'), view: is('z.boolean()'), absent, filter: is('booleanFilter') },
  samples: { sent: ({ unique }, count) => (unique ? `${count} % 2 === 0` : 'true') },
  visibility: {
    example: ({ name }) => name,
    problem: (_field, values = ['true']) =>
      values.length === 1 && ['true', 'false'].includes(values[0] ?? '')
        ? undefined
        : 'a boolean is true, or false: write the field alone, or =false after it',
    shown: (_field, [value = 'true']) => value,
    hidden: (_field, [value]) => String(value === 'false'),
  },
  column: { of: () => ({ kind: 'truth' }), limits: () => ({}) },
};
