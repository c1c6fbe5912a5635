import { addYamlMapEntry } from '../../../../src/edits/yaml.js';
import { editCase } from '../../case.js';

export default editCase({
  path: 'compose.yaml',
  edit: (text) =>
    addYamlMapEntry(text, ['services', 'app', 'environment'], 'REDIS_URL', 'redis://redis:6379'),
});
