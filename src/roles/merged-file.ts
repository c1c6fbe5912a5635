import { merged, type Versions } from '../core/merge.js';
import { parses } from '../edits/compiler.js';

/** The three versions of a file as one; undefined where both sides changed the same words, or what comes out would not parse. */
export function mergedFile(path: string, versions: Versions): string | undefined {
  const text = merged(versions);
  const isSound = text === undefined || !parses(path, versions.mine) || parses(path, text);
  return isSound ? text : undefined;
}
