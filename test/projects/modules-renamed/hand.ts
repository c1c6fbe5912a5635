import { changed, type HandEdit, moved, replaced } from '../hand.js';

/** The list under another name, in another file, with a middleware more. */
export default {
  title: 'src/modules.ts renamed and moved, the list too, with extra middleware',
  on: 'express',
  apply(files) {
    const result = replaced(moved(files, 'src/modules.ts', 'src/app/registry.ts'), 'src/app/registry.ts', [
      ['export const modules:', 'export const features:'],
      ['  authentication,\n', '  authentication,\n  () => (_req, _res, next) => next(),\n'],
    ]);
    return changed(result, /\.ts$/, (text) =>
      text.replace(/(import \{[^}]*)\bmodules\b([^}]*\} from '[^']*registry\.js')/, '$1features as modules$2'),
    );
  },
} satisfies HandEdit;
