import { fileAt, type HandEdit, replaced } from '../hand.js';

const PATH = 'src/modules.ts';

/** Sorted by taste: imports the other way round, lists on lines as somebody likes them. */
export default {
  title: 'modules and imports reordered, one item to a line',
  on: 'express',
  apply(files) {
    const lines = fileAt(files, PATH).split('\n');
    const imports = lines.filter((line) => line.startsWith('import'));
    const rest = lines.filter((line) => !line.startsWith('import'));
    const turned = new Map(files).set(PATH, [...imports.toReversed(), ...rest].join('\n'));
    return replaced(turned, PATH, [
      ['  authModule,\n  userModule,', '  userModule,\n  authModule,'],
      ['\n  tagModule,\n  postModule,\n', ' postModule, tagModule,\n'],
    ]);
  },
} satisfies HandEdit;
