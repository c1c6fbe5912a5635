import { manual, type Outcome } from '../core/outcome.js';

/** Adds `key` with `body` (unindented YAML text) to the map at `path`. */
export function addYamlMapEntry(
  _text: string,
  _path: readonly string[],
  _key: string,
  body: string,
): Outcome {
  return manual('Being written.', body);
}
