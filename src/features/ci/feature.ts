import { defineFeature } from '../../roles/tools.js';

export default defineFeature({
  id: 'ci',
  title: 'CI workflow',
  summary: 'GitHub Actions: lint, types, tests, migrations against PostgreSQL, audit, image.',
  needs: ['base'],
  questions: {},
  plan({ draft }) {
    draft.render('features/ci');
  },
});
