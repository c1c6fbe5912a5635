import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'src/modules/posts/post.entity.ts',
  edit: (text, path) => addImport(text, path, { symbol: 'User', from: '../users/user.entity' }),
});
