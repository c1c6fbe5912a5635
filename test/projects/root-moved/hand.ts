import { changed, fileAt, type HandEdit, moved } from '../hand.js';

const PATH = 'src/api/api.module.ts';

/** The root module where another team would have put it. */
export default {
  title: 'the root module renamed and moved, and imported under another name',
  on: 'nest',
  fitsAny: true,
  apply(files) {
    const result = moved(files, 'src/app.module.ts', PATH);
    const renamed = changed(result, /\.ts$/, (text) =>
      text
        .replace('import { AppModule } from', 'import { ApiModule as Root } from')
        .replace(/\bAppModule\b/g, 'Root'),
    );
    return new Map(renamed).set(PATH, fileAt(result, PATH).replace(/\bAppModule\b/g, 'ApiModule'));
  },
} satisfies HandEdit;
