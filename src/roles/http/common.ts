import type { FeatureContext } from '../../core/feature.js';
import type { Questions } from '../../core/question.js';
import { resourcesAmong, restrictedActions, restrictedNames } from '../../resource/user-roles.js';
import { defineFeature, type Facts, type Tools } from '../tools.js';

const dependencies = ['cors', 'express', 'helmet', 'pino'] as const;
const development = ['@types/cors', '@types/express', '@types/supertest', 'supertest'] as const;

/** What a request goes through whichever framework serves it: `templates/http/common`, and the packages those files import. */
export function planCommon(context: FeatureContext<Tools, Questions>): void {
  const { draft, facts, workspace } = context;
  draft.render('http/common', { name: facts.name, testVariables: [], imported: [], headers: [] });
  permissions.plan(context);
  for (const name of dependencies) workspace.dependency(draft, name);
  for (const name of development) workspace.dependency(draft, name, 'devDependencies');
}

/** Where the roles of people and what they may do are named. */
export const permissionsPath = 'src/permissions.ts';

/** What its template prints. */
export function permissionValues({ entities, roles }: Pick<Facts, 'entities' | 'roles'>) {
  const resources = resourcesAmong(entities);
  const actions = restrictedActions(resources);
  return {
    resources: restrictedNames(resources).map((name) => {
      const own = actions.get(name) ?? [];
      return { name, own, hasOwn: own.length > 0 };
    }),
    actions: [...new Set([...actions.values()].flat())].sort(),
    roles: Object.entries(roles).map(([name, grants]) => ({ name, grants })),
  };
}

/** What people of each role may do, in the words of the resources that there are. */
export const permissions = defineFeature({
  id: 'permissions',
  title: 'Permissions',
  summary: 'What people of each role may do.',
  needs: [],
  questions: {},
  plan({ draft, facts }) {
    draft.render('http/permissions', permissionValues(facts));
  },
});
