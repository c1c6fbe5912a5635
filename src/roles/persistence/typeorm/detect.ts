import type { Project } from '../../../core/project.js';

/** Whether the project's package.json depends on TypeORM. */
export default function usesTypeorm(project: Project): boolean {
  return /"typeorm"\s*:/.test(project.read('package.json') ?? '');
}
