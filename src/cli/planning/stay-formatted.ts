import type { Project } from '../../core/project.js';
import type { Existing } from '../project/existing.js';
import { isSource } from '../project/sources.js';
import type { Moved } from './renamed-modules.js';

/** Formats what has changed of the sources that were formatted: names of another length, and lists of fewer items, break other lines. */
export async function stayFormatted(
  project: Project,
  moved: Moved,
  { project: before, parts: { format } }: Existing,
): Promise<Project> {
  let result = project;
  for (const change of project.changes()) {
    const { path } = change;
    if (change.kind === 'remove' || !isSource(path)) continue;
    const old = before.read(moved.origin(path));
    if (old === undefined || (await format(path, old)) !== old) continue;
    result = result.write(path, await format(path, change.after));
  }
  return result;
}
