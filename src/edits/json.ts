import { manual, type Outcome } from '../core/outcome.js';

export function setJsonProperty(
  _text: string,
  path: readonly string[],
  _value: unknown,
  _options: { readonly sorted?: boolean } = {},
): Outcome {
  return manual('Being written.', path.join('.'));
}
