import type { Project } from '../../core/project.js';

/** Whether a file is TypeScript. */
export const isSource = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

/** The files of a project that its code is in, whatever they are. */
export const codeFiles = (project: Project): readonly string[] =>
  ['src', 'test', 'dev'].flatMap((folder) => project.list(folder));

/** Those that are TypeScript. */
export const sourcesOf = (project: Project): readonly string[] => codeFiles(project).filter(isSource);
