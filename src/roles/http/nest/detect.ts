import type { Project } from '../../../core/project.js';

/** Built upon another framework, whose packages such a project lists too. */
export default function nestEvidence(project: Project): number {
  return /"@nestjs\/core"\s*:/.test(project.read('package.json') ?? '') ? 2 : 0;
}
