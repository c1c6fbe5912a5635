import { addYamlMapEntry } from '../../../../src/edits/yaml.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'compose.yaml',
  edit: (text) => addYamlMapEntry(text, ['services'], 'worker', 'image: *image\n'),
});
