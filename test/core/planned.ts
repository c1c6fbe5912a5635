import type { Plan } from '../../src/core/plan.js';
import { type FileSource, Project } from '../../src/core/project.js';

/** A source of files that are simply there. */
export function filesFrom(files: Readonly<Record<string, string>>): FileSource {
  return {
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: (folder) => Object.keys(files).filter((path) => folder === '' || path.startsWith(`${folder}/`)),
  };
}

export const projectOf = (files: Readonly<Record<string, string>>): Project => Project.over(filesFrom(files));

/** The plan that turns `before` into `after`; undefined removes a file. */
export function planTo(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string | undefined>>,
): Plan {
  let project = projectOf(before);
  for (const [path, text] of Object.entries(after)) {
    project = text === undefined ? project.remove(path) : project.write(path, text);
  }
  return planOf(project);
}

export function planOf(project: Project): Plan {
  return {
    changes: project.changes(),
    tasks: [],
    manual: [],
    notes: [],
    seen: project.seen(),
    project,
    edits: new Map(),
  };
}
