import { appendToList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts has no list "entities" given to DataSource.',
  edit: (text, path) =>
    appendToList(text, path, { kind: 'option', callee: 'DataSource', option: 'entities' }, 'Comment'),
});
