import { manual, type Outcome } from '../core/outcome.js';

export function addEnvLine(_text: string, _name: string, line: string, _comment: string): Outcome {
  return manual('Being written.', line);
}
