import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts does not parse, so it was left alone.',
  edit: (text, path) => addImport(text, path, { symbol: 'postModule', from: './modules/posts/post.routes' }),
});
