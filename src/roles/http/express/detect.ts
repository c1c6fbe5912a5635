import type { Project } from '../../../core/project.js';

/** Whether the project's package.json depends on Express. */
export default function usesExpress(project: Project): boolean {
  return /"express"\s*:/.test(project.read('package.json') ?? '');
}
