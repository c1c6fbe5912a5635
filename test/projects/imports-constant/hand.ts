import { type HandEdit, replaced } from '../hand.js';

/** A list with a name. */
export default {
  title: 'the imports of the root module in a constant',
  on: 'nest',
  fitsAny: true,
  apply: (files) =>
    replaced(files, 'src/app.module.ts', [
      [/@Module\(\{\n {2}imports: (\[[^\]]*\]),\n/, 'const imports = $1;\n\n@Module({\n  imports,\n'],
    ]),
} satisfies HandEdit;
