import { checkFieldName } from '../names-check.js';
import { fieldError } from '../wording.js';
import type { TypeDefinition, WrittenArgument } from './definition.js';
import { absent, is, literal } from './parts/source.js';
import { longestText, matching } from './parts/texts.js';

const usualMax = 255;

/** Made by the server, so no request has one and no test sends one. */
export const slug: TypeDefinition = {
  language: {
    about: 'made by the server from another field: slug=title',
    synonyms: [],
    modifiers: ['unique', 'readonly', 'searchable', 'sortable', 'lookup', 'description'],
    reasons: {
      index: ', it is unique and has an index by that',
      optional: ', the server always makes one',
      default: ', the server makes it from its source',
    },
    implied: ['unique', 'readonly'],
    argument: { kind: 'source', read: (written) => ({ source: sourceOf(written) }) },
  },
  values: {
    read: matching(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    expected: 'words of a-z and 0-9 joined by -',
    length: { shortest: 1, longest: longestText, usual: { plain: usualMax, indexed: usualMax } },
    isSorted: true,
    becomes: ['string', 'text'],
  },
  code: { type: is('string'), literal },
  schema: {
    body: is('z.string()'),
    view: is('z.string()'),
    absent,
    filter: is('textFilter'),
    lookup: ({ max = usualMax }) => `z.string().max(${max})`,
  },
  samples: { sent: (field, count) => `\`${field.name.toLowerCase()}-\${${count}}\`` },
  column: {
    of: ({ max }) => ({ kind: 'limitedText', length: Number(max ?? usualMax) }),
    limits: () => ({}),
  },
};

function sourceOf({ text, name, argument: source }: WrittenArgument): string {
  if (source === '')
    throw fieldError(text, 'slug needs the field it is made from', `Write ${name}:slug=title.`);
  checkFieldName(source, text);
  return source;
}
