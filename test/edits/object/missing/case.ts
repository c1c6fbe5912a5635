import { addProperty } from '../../../../src/edits/object.js';
import { editCase } from '../../case.js';

export default editCase({
  manual: 'src/modules.ts has no object given to z.object or z.strictObject in "schema".',
  edit: (text, path) =>
    addProperty(
      text,
      path,
      { kind: 'argument', callee: ['z.object', 'z.strictObject'], of: 'schema' },
      { key: 'JWT_SECRET', value: "z.string().min(32).default('x')" },
    ),
});
