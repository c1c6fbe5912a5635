import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'The list "modules" is not a plain list.',
  edit: (text, path) => appendToList(text, path, { kind: 'variable', name: 'modules' }, 'postModule'),
});
