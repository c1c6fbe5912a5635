import { setJsonProperty } from '../../../../src/edits/json.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'package.json',
  manual: '"scripts" is not an object.',
  edit: (text) => setJsonProperty(text, ['scripts', 'test'], 'vitest run'),
});
