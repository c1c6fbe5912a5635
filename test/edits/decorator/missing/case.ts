import { appendToDecoratorList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts has no @Module on a class decorated with @Module.',
  edit: (text, path) =>
    appendToDecoratorList(text, path, { cls: { decorator: 'Module' }, decorator: 'Module', option: 'imports' }, 'PostModule'),
});
