import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: "The name postModule is taken in src/modules.ts: it is imported from './other.js'.",
  edit: (text, path) => addImport(text, path, { symbol: 'postModule', from: './modules/posts/post.routes' }),
});
