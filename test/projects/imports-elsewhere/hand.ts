import { fileAt, type HandEdit, replaced } from '../hand.js';

const PATH = 'src/app.module.ts';

/** The root module has nothing but the name of its list. */
export default {
  title: 'the imports of the root module in another file, behind a barrel',
  on: 'nest',
  fitsAny: true,
  apply(files) {
    const text = fileAt(files, PATH);
    const imports = text.split('\n').filter((line) => /^import .*\.module\.js';$/.test(line));
    const list = /^ {2}imports: (\[[^\]]*\]),$/m.exec(text)?.[1] ?? '';
    const own = `${imports.join('\n').replaceAll("'./", "'../")}\n\nexport const all = ${list};\n`;
    const result = new Map(files)
      .set('src/parts/all.ts', own)
      .set('src/parts/index.ts', "export { all as parts } from './all.js';\n");
    return replaced(result, PATH, [
      ...imports.map((line) => [`${line}\n`, ''] as const),
      [/^ {2}imports: \[[^\]]*\],$/m, '  imports: [...parts],'],
      [/^(import .*request-pipeline\.js';)$/m, "$1\nimport { parts } from './parts/index.js';"],
    ]);
  },
} satisfies HandEdit;
