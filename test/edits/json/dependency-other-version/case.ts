import { setJsonProperty } from '../../../../src/edits/json.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'package.json',
  present: true,
  edit: (text) => setJsonProperty(text, ['dependencies', 'jose'], '6.0.0'),
});
