import { changed, type HandEdit, moved } from '../hand.js';

/** The root module where another team would have put it. */
export default {
  title: 'the root module renamed and moved, and imported under another name',
  on: 'nest',
  fitsAny: true,
  apply(files) {
    const result = moved(files, 'src/app.module.ts', 'src/api/api.module.ts');
    return changed(result, /\.ts$/, (text) =>
      text
        .replace('class AppModule', 'class ApiModule')
        .replace("import { AppModule } from", 'import { ApiModule as Root } from')
        .replace(/\bAppModule\b/g, 'Root'),
    );
  },
} satisfies HandEdit;
