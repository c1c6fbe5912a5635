import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  present: true,
  edit: (text, path) =>
    appendToList(text, path, { kind: 'variable', name: 'modules' }, "route('/a', [x, y])"),
});
