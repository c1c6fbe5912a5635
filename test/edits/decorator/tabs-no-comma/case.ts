import { appendToDecoratorList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    appendToDecoratorList(text, path, { cls: { decorator: 'Module' }, decorator: 'Module', option: 'imports' }, 'PostModule'),
});
