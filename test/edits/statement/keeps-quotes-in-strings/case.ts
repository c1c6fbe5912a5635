import { appendStatement } from '../../../../src/edits/statement.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) => appendStatement(text, path, "log('say \"hi\"', 'z');"),
});
