import { addYamlMapEntry } from '../../../../src/edits/yaml.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'compose.yaml',
  manual: 'No safe place was found for it.',
  edit: (text) => addYamlMapEntry(text, ['services'], 'worker', 'image: *image\n'),
});
