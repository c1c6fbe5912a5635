import { insertStatement } from '../../../../src/edits/statement.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts has no "return app".',
  edit: (text, path) =>
    insertStatement(text, path, 'before', { kind: 'return', name: 'app' }, 'app.use(helmet());'),
});
