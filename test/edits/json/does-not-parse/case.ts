import { setJsonProperty } from '../../../../src/edits/json.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'package.json',
  manual: 'The file is not valid JSON, so it was left alone.',
  edit: (text) => setJsonProperty(text, ['b'], 1),
});
