import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) => appendToList(text, path, { kind: 'variable', name: 'modules' }, 'postModule'),
});
