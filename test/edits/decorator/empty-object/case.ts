import { appendToDecoratorList } from '../../../../src/edits/decorator.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) =>
    appendToDecoratorList(text, path, { cls: { decorator: 'Module' }, decorator: 'Module', option: 'imports' }, 'PostModule'),
});
