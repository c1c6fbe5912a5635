import { fileAt, type HandEdit, replaced } from '../hand.js';

const PATH = 'src/app.module.ts';

/** The guards in a file of their own, under another name. */
export default {
  title: 'the list of guards in another file, under another name',
  on: 'nest',
  fitsAny: true,
  apply(files) {
    const text = fileAt(files, PATH);
    const imports = text.split('\n').filter((line) => /^import .*\.guard\.js';$/.test(line));
    const list = /^const guards: readonly Type<CanActivate>\[\] = (\[[^\]]*\]);$/m.exec(text)?.[1] ?? '';
    const own = [
      "import type { CanActivate, Type } from '@nestjs/common';",
      ...imports.map((line) => line.replace("'./", "'../")),
      '',
      `export const order: readonly Type<CanActivate>[] = ${list};`,
      '',
    ].join('\n');
    return replaced(new Map(files).set('src/http/order.ts', own), PATH, [
      ...imports.map((line) => [`${line}\n`, ''] as const),
      [/^const guards: [^;]*;\n\n/m, ''],
      ['{ type CanActivate, Module, type Type }', '{ Module }'],
      [/^(import .*request-pipeline\.js';)$/m, "import { order } from './http/order.js';\n$1"],
      ['requestPipeline(guards)', 'requestPipeline(order)'],
    ]);
  },
} satisfies HandEdit;
