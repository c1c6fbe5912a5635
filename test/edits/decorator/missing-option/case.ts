import { appendToDecoratorList } from '../../../../src/edits/decorator.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    appendToDecoratorList(text, path, { decorator: 'Module' }, 'Module', 'imports', 'PostModule'),
});
