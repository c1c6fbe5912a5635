import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'src/modules/posts/post.service.ts',
  edit: (text, path) => addImport(text, path, { symbol: 'Tag', from: '../tags/tag.entity' }),
});
