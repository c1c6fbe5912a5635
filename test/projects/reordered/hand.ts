import { fileAt, type HandEdit, replaced } from '../hand.js';

const PATH = 'src/modules.ts';

/** Sorted by taste: imports the other way round, lists on lines as somebody likes them. */
export default {
  title: 'lists and imports reordered, one item to a line, commas in front',
  apply(files) {
    const lines = fileAt(files, PATH).split('\n');
    const imports = lines.filter((line) => line.startsWith('import'));
    const rest = lines.filter((line) => !line.startsWith('import'));
    const turned = new Map(files).set(PATH, [...imports.toReversed(), ...rest].join('\n'));
    const modules = replaced(turned, PATH, [
      ['  authModule,\n  userModule,', '  userModule,\n  authModule,'],
      ['\n  tagModule,\n  postModule,\n', ' postModule, tagModule,\n'],
    ]);
    return replaced(modules, 'src/database/data-source.ts', [
      [
        /(entities: .* = \[\n).*\n((?: +\w+,\n)+)\];/,
        '$1$2];',
      ],
      [/ {2}User,\n {2}Session,\n {2}Tag,\n/, '    Tag\n  , Session\n  , User\n'],
      [/ {2}Post,\n {2}Comment,\n\];/, '  , Post\n  , Comment\n];'],
    ]);
  },
} satisfies HandEdit;
