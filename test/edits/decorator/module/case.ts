import { appendToDecoratorList } from '../../../../src/edits/decorator.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) =>
    appendToDecoratorList(text, path, { decorator: 'Module' }, 'Module', 'imports', 'PostModule'),
});
