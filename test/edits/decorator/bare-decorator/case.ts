import { appendToDecoratorList } from '../../list-edits.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) =>
    appendToDecoratorList(
      text,
      path,
      { cls: { name: 'Jobs' }, decorator: 'Module', option: 'imports' },
      'Queue',
    ),
});
