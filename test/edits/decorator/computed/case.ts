import { appendToDecoratorList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'The list "imports" of @Module on the class decorated with @Module is not a plain list.',
  edit: (text, path) =>
    appendToDecoratorList(text, path, { cls: { decorator: 'Module' }, decorator: 'Module', option: 'imports' }, 'PostModule'),
});
