import type { Project } from '../../../core/project.js';

/** Whether the project's package.json depends on Express. */
export default function expressEvidence(project: Project): number {
  return /"express"\s*:/.test(project.read('package.json') ?? '') ? 1 : 0;
}
