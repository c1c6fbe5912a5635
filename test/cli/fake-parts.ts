import type { PlanningParts } from '../../src/cli/planning/plan-project.js';
import type { BuiltIns } from '../../src/cli/planning/built-ins.js';
import { choice, confirm, text } from '../../src/core/question.js';
import { edited, present } from '../../src/core/outcome.js';
import type { KnownEntity, Resource, ScalarField } from '../../src/resource/model.js';
import { defineFeature, type PlinthFeature } from '../../src/roles/tools.js';

/** Features that touch only what they say, so that the command line can be tested without the real ones. */
export const base = defineFeature({
  id: 'base',
  title: 'Base',
  summary: 'The files of every project.',
  needs: [],
  foundation: true,
  questions: {},
  plan: ({ draft, facts }) => draft.create('package.json', `{ "name": "${facts.name}" }\n`),
});

const role = (id: string, fills: 'http' | 'persistence') =>
  defineFeature({
    id,
    title: id,
    summary: `${id}.`,
    role: fills,
    needs: ['base'],
    questions: {},
    plan: ({ draft }) => draft.create(`src/${id}.txt`, `${id}\n`),
  });

export const auth = defineFeature({
  id: 'auth-jwt',
  title: 'JWT authentication',
  summary: 'Users that sign in.',
  role: 'identity',
  entities: [{ name: 'User', table: 'users', path: 'src/auth.txt', isUser: true }],
  needs: ['http'],
  questions: {
    ttl: choice({ ask: 'How long does a token live?', values: ['5m', '15m'], default: '15m' }),
    issuer: text({ ask: 'Who issues them?', default: 'me' }),
    openRegistration: confirm({ ask: 'May anybody register?', default: true }),
  },
  plan({ draft, answers }) {
    draft.create('src/auth.txt', `${answers.ttl} ${answers.issuer} ${answers.openRegistration}\n`);
    draft.edit('package.json', 'depend on jose', (before) =>
      before.includes('jose') ? { kind: 'present' } : edited(before.replace(' }', ', "jose": true }')),
    );
  },
});

export const features = [
  auth,
  base,
  role('express', 'http'),
  role('nest', 'http'),
  role('typeorm', 'persistence'),
] as unknown as PlinthFeature[];

const fakeResource = (resource: Resource): PlinthFeature =>
  defineFeature({
    id: `resource:${resource.name}`,
    title: resource.name,
    summary: resource.name,
    needs: [],
    questions: {},
    plan({ draft, facts }) {
      const entities = [...facts.entities.keys()].join(' ');
      draft.create(`src/${resource.name}.txt`, `${facts.now.toISOString()} ${entities}\n`);
      draft.edit('src/express.txt', `mount ${resource.name}`, (text) =>
        text.includes(resource.name)
          ? present
          : text.startsWith('express')
            ? edited(`${text}${resource.name}\n`)
            : { kind: 'manual', reason: 'the list is gone', snippet: resource.name },
      );
    },
  });

export const fakeParts: PlanningParts = {
  renderer: { list: () => [], render: () => '' },
  format: (_path, content) => Promise.resolve(content),
  formatAsCreated: (_path, content) => Promise.resolve(content),
  // No fake feature speaks to a role.
  tools: (facts) => ({
    facts,
    platform: {} as never,
    api: {} as never,
    persistence: {
      withoutColumnDefault: (fields: readonly ScalarField[]) =>
        fields.filter((field) => !field.optional && field.default === undefined),
      history: () => ({
        next: (now: Date) => now,
        of: () => undefined,
        unlisted: () => [],
        tables: new Map(),
      }),
    } as never,
    workspace: {} as never,
  }),
  order: () => ({ later: () => [] }),
  beside: () => [],
  resource: fakeResource,
  resourceFiles: fakeResource,
  inverseSides: fakeResource,
  sharedParts: [],
  permissions: fakeResource({ name: 'permissions' } as Resource),
  changedRoles: () => fakeResource({ name: 'roles' } as Resource),
  job: ({ name }) => fakeResource({ name } as Resource),
  presetCode: () => undefined,
  changedTables: ({ changed: [change], removed: [gone] }) =>
    fakeResource((gone ?? change?.after) as Resource),
};

export const fakeBuiltIns: BuiltIns = {
  features: () => Promise.resolve(features),
  parts: () => Promise.resolve(fakeParts),
  adapters: (role) => Promise.resolve(role === 'http' ? ['express', 'nest'] : ['typeorm']),
  detected: (project) =>
    Promise.resolve(project.has('src/express.txt') ? { http: 'express', persistence: 'typeorm' } : {}),
  entities: (_persistence, project) => Promise.resolve(project.list('src').flatMap(entityIn)),
};

function entityIn(path: string): KnownEntity[] {
  const name = path === 'src/auth.txt' ? 'User' : /^src\/([A-Z]\w*)\.txt$/.exec(path)?.[1];
  return name === undefined ? [] : [{ name, table: `${name.toLowerCase()}s`, path, isUser: name === 'User' }];
}
