import { addProperty } from '../../../../src/edits/object.js';
import { editCase } from '../../case.js';

export default editCase({
  edit: (text, path) =>
    addProperty(text, path, { kind: 'variable', name: 'limits' }, { key: 'uploads', value: '5' }),
});
