import type { Draft } from '../../core/draft.js';
import type { Tools } from '../tools.js';

const dependencies = ['cors', 'express', 'helmet', 'pino'] as const;
const development = ['@types/cors', '@types/express', '@types/supertest', 'supertest'] as const;

/** What a request goes through whichever framework serves it: `templates/http/common`, and the packages those files import. */
export function planCommon({ draft, facts, workspace }: Tools & { readonly draft: Draft }): void {
  draft.render('http/common', { name: facts.name, testVariables: [] });
  for (const name of dependencies) workspace.dependency(draft, name);
  for (const name of development) workspace.dependency(draft, name, 'devDependencies');
}
