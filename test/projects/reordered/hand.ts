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
      [/ {2}User,\n {2}(\w*Session),\n {2}Tag,\n/, '    Tag\n  , $1\n  , User\n'],
      [/ {2}(Post\w*),\n {2}Comment,\n\];/, '  , $1\n  , Comment\n];'],
    ]),
} satisfies HandEdit;
