import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

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
  questions: {},
  plan({ draft, facts, http, workspace }) {
    const manager = packageManagers[facts.packageManager];
    draft.render('base', { name: facts.name, ...manager, ...http.words });
    workspace.dependency(draft, 'zod');
    for (const name of development) workspace.dependency(draft, name, 'devDependencies');
  },
});
