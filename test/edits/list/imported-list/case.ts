import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'The list "modules" is imported from \'./modules.js\'.',
  edit: (text, path) => appendToList(text, path, { kind: 'variable', name: 'modules' }, 'postModule'),
});
