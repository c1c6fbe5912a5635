import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  drops: 'type',
  edit: (text, path) => addImport(text, path, { symbol: 'Post', from: './post' }),
});
