import { addProperty } from '../../../../src/edits/object.js';
import { editCase } from '../../case.js';

export default editCase({
  growsLine: true,
  edit: (text, path) =>
    addProperty(
      text,
      path,
      { kind: 'argument', callee: ['z.object', 'z.strictObject'], of: 'schema' },
      { key: 'HOST', value: 'z.string()' },
    ),
});
