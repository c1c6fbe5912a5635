import { addYamlMapEntry } from '../../../../src/edits/yaml.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'compose.yaml',
  edit: (text) => addYamlMapEntry(text, ['services'], 'redis', 'image: redis:8\nports:\n  - "6379:6379"\n'),
});
