import type { ScalarField } from '../model.js';
import type { TypeDefinition } from './definition.js';
import { every, pathKey } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';
import { lengths, longestText, maxOf } from './parts/texts.js';

const usualMax = 2048;

export const url: TypeDefinition = {
  language: {
    about: 'an http or https address',
    synonyms: ['link', 'uri'],
    modifiers: [...every, ...pathKey, 'max', 'searchable'],
    sized: maxOf,
  },
  values: {
    read,
    expected: 'an http or https URL',
    // An index would not hold every URL, so an indexed one is shorter.
    length: {
      shortest: 'http://a.io'.length,
      longest: longestText,
      usual: { plain: usualMax, indexed: 600 },
    },
    distinct: ({ max }) => 10 ** Math.max(0, Number(max ?? usualMax) - 'http://a/'.length),
    isCaseFolded: true,
    becomes: ['string', 'text'],
  },
  code: { type: is('string'), literal },
  schema: {
    body: (field) => `z.url({ protocol: /^https?$/ })${lengths(field, usualMax)}`,
    view: is('z.url()'),
    absent,
    filter: is('textFilter'),
    lookup: ({ max = usualMax }) => `z.string().max(${max})`,
  },
  samples: { sent: sample },
  column: {
    of: ({ max }) => ({ kind: 'limitedText', length: Number(max ?? usualMax) }),
    limits: () => ({}),
  },
};

function read(value: string): string | undefined {
  return /^https?:\/\//.test(value) && !/[\s\p{C}]/u.test(value) && URL.canParse(value) ? value : undefined;
}

function sample({ max = usualMax }: ScalarField, count: string): string {
  const room = Number(max);
  if (room >= 'https://example.com/1234567'.length) return `\`https://example.com/\${${count}}\``;
  return `\`http://a/\${String(${count}).slice(-${room - 'http://a/'.length})}\``;
}
