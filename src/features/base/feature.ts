import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

/** Of the configuration: others fill them. */
const lists = { imported: [], variables: [], rules: [] };

const development = [
  '@types/node',
  '@vitest/coverage-v8',
  'oxlint',
  'prettier',
  'typescript',
  'vitest',
] as const;

export default defineFeature({
  id: 'base',
  title: 'Project base',
  summary: 'TypeScript, configuration, errors, paging, tests, lint and format.',
  needs: [],
  foundation: true,
  evidence: ['src/platform/errors.ts', 'src/platform/precondition.ts', 'src/platform/paging/list-query.ts'],
  questions: {},
  plan({ draft, facts, platform, workspace }) {
    const manager = packageManagers[facts.packageManager];
    const plinth = facts.published ? `${manager.exec} plinth` : 'plinth';
    const plinthPlace = facts.published ? '' : '; its command has to be on your PATH';
    draft.render('base', { name: facts.name, plinth, plinthPlace, ...manager, ...platform.words, ...lists });
    if (manager.settings !== undefined) draft.render(manager.settings);
    workspace.dependency(draft, 'zod');
    // It brings the command `plinth`; nobody could install a version that no registry has.
    if (facts.published) workspace.dependency(draft, 'create-plinth', 'devDependencies');
    for (const name of development) workspace.dependency(draft, name, 'devDependencies');
    // 8.4.0 names an optional package that npm leaves out of the lock file where it has none for it: `npm ci` then refuses the file.
    workspace.override(draft, facts.packageManager, 'vitest', 'vite');
  },
});
