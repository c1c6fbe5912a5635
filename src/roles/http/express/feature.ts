import { defineFeature } from '../../tools.js';

export default defineFeature({
  id: 'express',
  title: 'Express',
  summary: 'Express 5: endpoints as values, one router that guards, validates and documents them.',
  role: 'http',
  needs: ['base'],
  questions: {},
  plan({ draft, facts, workspace }) {
    draft.render('http/common', { name: facts.name });
    draft.render('http/express/base', { name: facts.name });
    for (const name of ['cors', 'express', 'express-rate-limit', 'helmet', 'pino']) {
      workspace.dependency(draft, name);
    }
    for (const name of ['@types/cors', '@types/express', '@types/supertest', 'supertest', 'tsx']) {
      workspace.dependency(draft, name, 'devDependencies');
    }
  },
});
