import { changed, type HandEdit, moved, replaced } from '../hand.js';

/** Files where another team would have put them, lists under other names, and a middleware more. */
export default {
  title: 'src/modules.ts and the data source renamed and moved, the lists too, with extra middleware',
  apply(files) {
    let result = moved(files, 'src/modules.ts', 'src/app/registry.ts');
    result = moved(result, 'src/database/data-source.ts', 'src/database/source/postgres.ts');
    result = moved(result, 'src/modules/posts/post.entity.ts', 'src/entities/post.ts');
    result = replaced(result, 'src/app/registry.ts', [
      ['export const modules:', 'export const features:'],
      ['  authentication,\n', '  authentication,\n  () => (_req, _res, next) => next(),\n'],
    ]);
    return changed(result, /\.ts$/, (text) =>
      text.replace(/(import \{[^}]*)\bmodules\b([^}]*\} from '[^']*registry\.js')/, '$1features as modules$2'),
    );
  },
} satisfies HandEdit;
