import type { TypeDefinition } from './definition.js';
import { every, range } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';
import {
  expectedText,
  lengths,
  longestText,
  maxOf,
  minLength,
  normalized,
  textSample,
  tooLong,
} from './parts/texts.js';

const noIndex = ', a long text does not fit an index';

export const text: TypeDefinition = {
  language: {
    about: 'long text: not trimmed, not empty (min=0 allows that)',
    synonyms: [],
    modifiers: [...every, ...range, 'pattern', 'searchable'],
    reasons: { unique: noIndex, index: noIndex, sortable: noIndex },
    sized: maxOf,
  },
  values: {
    read: normalized,
    expected: expectedText,
    length: { shortest: 1, longest: longestText },
    secrets: 'texts',
    feedsSlug: true,
    becomesNot: { string: 'texts may be longer, and have spaces at their ends' },
  },
  code: { type: is('string'), literal },
  schema: { body: (field) => `z.string().normalize()${lengths(field)}`, view: is('z.string()'), absent },
  samples: { sent: textSample, beyond: (field, room) => tooLong(field.max, field, room) },
  column: {
    of: () => ({ kind: 'unlimitedText' }),
    limits: (field) => ({ ...minLength(field), maxLength: field.max }),
  },
};
