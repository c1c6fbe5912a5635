import type { Project } from '../../core/project.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { FileChange } from './file-steps.js';
import { movedFile } from './moved-file.js';

/**
 * A file with the change merged into it; undefined where both sides changed the same words.
 *
 * @param sides the same change in each style that the file may have been written in.
 */
export function mergedSides(path: string, mine: string, sides: readonly FileChange[]): string | undefined {
  const same = sides.find(({ base }) => base === mine);
  if (same !== undefined) return same.theirs;
  for (const { base, theirs = '' } of sides) {
    const text = mergedFile(path, { mine, base, theirs });
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Where a file lies that the project's owner may have moved. */
export const placeOf = (path: string, base: string, project: Project): string =>
  project.has(path) ? path : (movedFile(path, base, project) ?? path);

/** Why a file is left alone that could not be merged. */
export const linesEdited = (path: string): string => `The lines to be changed in ${path} were edited.`;
