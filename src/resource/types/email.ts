import type { ScalarField } from '../model.js';
import type { TypeDefinition } from './definition.js';
import { every, pathKey } from './parts/modifiers.js';
import { absent, is, literal } from './parts/source.js';
import { maxOf } from './parts/texts.js';

/** The longest e-mail address there can be, and what its column holds. */
const longest = 254;

/** The pattern of zod's `z.email()`: a default that the schema refuses would make every request without the field fail. */
const shape =
  /^([A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export const email: TypeDefinition = {
  language: {
    about: 'an email address',
    synonyms: [],
    modifiers: [...every, ...pathKey, 'max', 'searchable'],
    sized: maxOf,
  },
  values: {
    read: (value) => (shape.test(value) ? value.toLowerCase() : undefined),
    expected: 'an e-mail address',
    length: {
      shortest: 'a@b.io'.length,
      longest,
      usual: { plain: longest, indexed: longest },
    },
    distinct: ({ max }) => 10 ** Math.max(0, Number(max ?? longest) - '@x.io'.length),
    isCaseFolded: true,
    isSorted: true,
    becomes: ['string', 'text'],
  },
  code: { type: is('string'), literal },
  schema: {
    body: ({ max = longest }) => `z.email().max(${max}).toLowerCase()`,
    view: is('z.email()'),
    absent,
    // Of any length: what is longer than the field equals none.
    filter: is(`z.email().max(${longest}).toLowerCase()`),
    lookup: ({ max = longest }) => `z.email().max(${max}).toLowerCase()`,
  },
  samples: { sent: sample },
  column: {
    of: ({ max }) => ({ kind: 'limitedText', length: Number(max ?? longest) }),
    limits: () => ({}),
  },
};

function sample({ max = longest }: ScalarField, count: string): string {
  const room = Number(max);
  if (room >= 'person1234567@example.com'.length) return `\`person\${${count}}@example.com\``;
  return `\`\${String(${count}).slice(-${room - '@x.io'.length})}@x.io\``;
}
