import { defineFeature } from '../../roles/tools.js';

export default defineFeature({
  id: 'docker',
  title: 'Docker image and compose file',
  summary: 'A multi-stage, non-root image with a health check, and a compose file with PostgreSQL.',
  needs: ['base'],
  questions: {},
  plan({ draft, facts }) {
    draft.render('features/docker', { name: facts.name });
  },
});
