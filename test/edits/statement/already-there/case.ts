import { insertStatement } from '../../../../src/edits/statement.js';
import { editCase } from '../../case.js';

export default editCase({
  present: true,
  edit: (text, path) =>
    insertStatement(text, path, 'before', { kind: 'call', callee: 'run' }, 'app.use(helmet());'),
});
