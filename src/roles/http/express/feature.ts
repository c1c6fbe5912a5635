import { defineFeature } from '../../tools.js';
import { planCommon } from '../common.js';

/** Others fill them. */
const lists = {
  imported: [],
  middleware: [],
  interceptors: [],
  modules: [],
  pages: [],
  connections: [],
  background: [],
};

export default defineFeature({
  id: 'express',
  title: 'Express',
  summary: 'Express 5: endpoints as values, one router that guards, validates and documents them.',
  role: 'http',
  needs: ['base'],
  evidence: ['src/platform/module.ts', 'src/platform/http/endpoint.ts'],
  questions: {},
  plan(context) {
    const { draft, facts, workspace } = context;
    planCommon(context);
    draft.render('http/express/base', { name: facts.name, ...lists });
    workspace.dependency(draft, 'express-rate-limit');
    workspace.dependency(draft, 'tsx', 'devDependencies');
  },
});
