import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'No safe place was found for it in src/modules.ts.',
  edit: (text, path) => appendToList(text, path, { kind: 'variable', name: 'modules' }, 'a b'),
});
