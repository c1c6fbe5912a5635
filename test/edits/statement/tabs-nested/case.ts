import { insertStatement } from '../../../../src/edits/statement.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    insertStatement(
      text,
      path,
      'before',
      { kind: 'return', name: 'app' },
      'if (x) {\n  run(() => {\n    stop();\n  });\n}',
    ),
});
