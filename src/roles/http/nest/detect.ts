import type { Project } from '../../../core/project.js';

/** Whether the project's package.json depends on Nest. */
export default function usesNest(project: Project): boolean {
  return /"@nestjs\/core"\s*:/.test(project.read('package.json') ?? '');
}
