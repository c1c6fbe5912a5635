import { addImport } from '../../../../src/edits/import.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) => addImport(text, path, { symbol: 'OneToMany', from: 'typeorm' }),
});
