import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import type { PlinthFeature } from '../../roles/tools.js';
import type { Place } from './open.js';
import type { Adapters } from '../planning/built-ins.js';

/** The features whose files a project has. */
export const featuresIn = (project: Project, catalogue: readonly PlinthFeature[]): readonly PlinthFeature[] =>
  catalogue.filter(({ evidence = [] }) => evidence.length > 0 && evidence.every((path) => project.has(path)));

/** Refuses a project without the files that whatever is added builds upon: Plinth did not create it. */
export function requireOurs(
  { root, project }: Place,
  adapters: Adapters,
  catalogue: readonly PlinthFeature[],
): void {
  const built = catalogue.filter(({ id, foundation }) => foundation || Object.values(adapters).includes(id));
  const missing = built.flatMap(({ evidence = [] }) => evidence).filter((path) => !project.has(path));
  if (missing.length === 0) return;
  const titles = built.filter(({ role }) => role !== undefined).map(({ title }) => title);
  throw new UsageError(
    `${root} uses ${titles.join(' and ')}, but Plinth did not create it: there is no .plinth/manifest.json, and of what new code builds upon, ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    'Plinth adds to projects that it created: create-plinth my-api. If it created this one, bring back .plinth and these files: git checkout -- .plinth src',
    { code: 'not-a-project' },
  );
}
