import { addDecoratorOption } from '../../../../src/edits/decorator.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) =>
    addDecoratorOption(text, path, { name: 'Jobs' }, 'Injectable', { key: 'scope', value: "'request'" }),
});
