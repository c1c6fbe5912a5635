import type { Project } from '../../../core/project.js';

/** Whether the project's package.json depends on TypeORM. */
export default function typeormEvidence(project: Project): number {
  return /"typeorm"\s*:/.test(project.read('package.json') ?? '') ? 1 : 0;
}
