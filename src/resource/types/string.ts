import type { TypeDefinition } from './definition.js';
import { every, pathKey, range } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';
import {
  expectedText,
  lengths,
  longestText,
  maxOf,
  minLength,
  textSample,
  tooLong,
  trimmed,
} from './parts/texts.js';

const usualMax = 255;

export const string: TypeDefinition = {
  language: {
    about: 'short text: trimmed, 1 to 255 characters (min= and max= change that; min=0 allows empty)',
    synonyms: ['str', 'varchar', 'char'],
    modifiers: [...every, ...pathKey, ...range, 'pattern', 'searchable'],
    sized: maxOf,
  },
  values: {
    read: trimmed,
    expected: expectedText,
    length: { shortest: 1, longest: longestText, usual: { plain: usualMax, indexed: usualMax } },
    distinct: ({ max }) => 36 ** Number(max ?? usualMax),
    secrets: 'texts',
    isCaseFolded: true,
    isSorted: true,
    feedsSlug: true,
    becomes: ['text'],
  },
  code: { type: is('string'), literal },
  schema: {
    body: (field) => `z.string().normalize().trim()${lengths(field, usualMax)}`,
    view: is('z.string()'),
    absent,
    filter: is('textFilter'),
    lookup: ({ max = usualMax }) => `z.string().normalize().max(${max})`,
  },
  samples: { sent: textSample, beyond: (field, room) => tooLong(field.max ?? usualMax, field, room) },
  column: {
    of: ({ max }) => ({ kind: 'limitedText', length: Number(max ?? usualMax) }),
    limits: minLength,
  },
};
