import { type HandEdit, replaced } from '../hand.js';

/** Lists on lines as somebody likes them. */
export default {
  title: 'the list of entities reordered, commas in front',
  apply: (files) =>
    replaced(files, 'src/database/data-source.ts', [
      [
        /(entities: .* = \[\n).*\n((?: +\w+,\n)+)\];/,
        '$1$2];',
      ],
      [/ {2}User,\n {2}Session,\n {2}Tag,\n/, '    Tag\n  , Session\n  , User\n'],
      [/ {2}Post,\n {2}Comment,\n\];/, '  , Post\n  , Comment\n];'],
    ]),
} satisfies HandEdit;
