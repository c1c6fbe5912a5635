import { insertStatement } from '../../../../src/edits/statement.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    insertStatement(text, path, 'after', { kind: 'call', callee: 'app.use' }, 'app.use(helmet());'),
});
