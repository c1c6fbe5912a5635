import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'The name Post is taken in src/modules.ts: it is declared there.',
  edit: (text, path) => addImport(text, path, { symbol: 'Post', from: './post' }),
});
