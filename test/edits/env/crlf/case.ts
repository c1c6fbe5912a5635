import { addEnvLine } from '../../../../src/edits/env-file.js';
import { editCase } from '../../case.js';

export default editCase({
  path: '.env.example',
  edit: (text) => addEnvLine(text, 'JWT_SECRET', 'JWT_SECRET=change-me', 'Signs the tokens.'),
});
