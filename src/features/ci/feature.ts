import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';

export default defineFeature({
  id: 'ci',
  title: 'CI workflow',
  summary: 'GitHub Actions: lint, types, tests, migrations against PostgreSQL, audit, image.',
  needs: ['docker'],
  evidence: ['.github/workflows/ci.yml'],
  questions: {},
  plan({ draft, facts }) {
    const manager = packageManagers[facts.packageManager];
    const setup = manager.setup === '' ? '' : `      - run: ${manager.setup}\n`;
    draft.render('features/ci', { ...manager, setup });
  },
});
