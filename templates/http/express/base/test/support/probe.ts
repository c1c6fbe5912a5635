import { z } from 'zod';
import { type Actor, actors } from '../../src/platform/http/actor.js';
import { endpoint } from '../../src/platform/http/endpoint.js';
import { idParams } from '../../src/platform/http/schemas.js';
import type { Middleware, Module } from '../../src/platform/module.js';

/** Who calls, as a test says it: `X-Actor: admin`. */
const actorFromHeader: Middleware = () => (req, _res, next) => {
  const role = req.get('X-Actor');
  if (role === 'user' || role === 'admin') {
    const actor: Actor = { id: crypto.randomUUID(), role, sessionId: crypto.randomUUID() };
    actors.set(req, actor);
  }
  next();
};

const body = z.strictObject({ name: z.string().max(50), size: z.number().int().optional() });
const query = z.strictObject({ limit: z.string().regex(/^\d$/).optional() });
const responses = { 200: { description: 'What arrived.', schema: z.unknown() } };
const common = { tag: 'Probe', summary: 'Probe', responses } as const;

/** A small API that shows what the HTTP layer lets through. */
const probeModule: Module = ({ dataSource }) => [
  endpoint({
    ...common,
    method: 'get',
    path: '/probes',
    operationId: 'listProbes',
    access: 'public',
    query,
    handle: (input, res) => void res.json({ query: input.query }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/probes',
    operationId: 'createProbe',
    access: 'public',
    body,
    handle: (input, res) => void res.json(input.body),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/probes/:id',
    operationId: 'getProbe',
    access: 'authenticated',
    params: idParams,
    handle: (input, res) => void res.json(input.params),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/probes/:id',
    operationId: 'deleteProbe',
    access: 'admin',
    params: idParams,
    handle: (_input, res) => void res.status(204).end(),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/failures',
    operationId: 'fail',
    access: 'public',
    handle: () => {
      throw new Error('SELECT secret FROM /etc/passwd');
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/rows',
    operationId: 'listRows',
    access: 'public',
    handle: async (_input, res) => void res.json(await dataSource.query('SELECT 1 AS "one"')),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/mistakes',
    operationId: 'makeMistake',
    access: 'public',
    handle: () => dataSource.query('SELECT * FROM no_such_table WHERE secret = $1', ['hush-hush']),
  }),
];

export const probe = {
  middleware: [actorFromHeader],
  interceptors: [],
  modules: [probeModule],
  pages: [],
};
