import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'The list "entities" given to DataSource is not a plain list.',
  edit: (text, path) =>
    appendToList(text, path, { kind: 'option', callee: 'DataSource', option: 'entities' }, 'Comment'),
});
