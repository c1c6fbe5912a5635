import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts does not parse, so it was left alone.',
  edit: (text, path) => appendToList(text, path, { kind: 'variable', name: 'modules' }, 'postModule'),
});
