import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) => addImport(text, path, { symbol: 'postModule', from: './modules/posts/post.routes' }),
});
