import { type HandEdit, replaced } from '../hand.js';

/** A list that is built in steps. */
export default {
  title: 'the list of modules in a constant, frozen',
  on: 'express',
  apply: (files) =>
    replaced(files, 'src/modules.ts', [
      [/export const modules: readonly Module\[\] = (\[[^\]]*\]);/, 'const all: Module[] = $1;\n\nexport const modules = Object.freeze(all);'],
    ]),
} satisfies HandEdit;
