import { z } from 'zod';
import type { Parts } from '../../src/app.js';
import { idempotency } from '../../src/modules/idempotency/idempotency.interceptor.js';
import { AppError } from '../../src/platform/errors.js';
import { actors } from '../../src/platform/http/actor.js';
import { endpoint } from '../../src/platform/http/endpoint.js';
import type { Middleware, Module } from '../../src/platform/module.js';

/** Who calls, as a test says it: `X-User: <id>`. */
const actorFromHeader: Middleware = () => (req, _res, next) => {
  const id = req.get('X-User');
  if (id !== undefined) actors.set(req, { id, role: 'user' });
  next();
};

const body = z.strictObject({ text: z.string(), fails: z.boolean().optional() });
const common = { tag: 'Probe', summary: 'Probe', access: 'optional' } as const;

/** Notes what it is sent, and may fail after that. */
const probeModule: Module = ({ dataSource }) => [
  endpoint({
    ...common,
    method: 'post',
    path: '/notes',
    operationId: 'createNote',
    body,
    responses: { 201: { description: 'It is noted.', schema: body } },
    handle: async (input, res) => {
      const { text, fails } = input.body;
      await dataSource.query('INSERT INTO "_notes" VALUES ($1)', [text]);
      if (fails) throw new AppError('conflict', 'No.');
      res.status(201).location('/api/v1/notes/1').json({ text });
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/notes/:id/read',
    operationId: 'readNote',
    params: z.strictObject({ id: z.string() }),
    responses: { 204: { description: 'It is read.' } },
    handle: async (input, res) => {
      await dataSource.query('INSERT INTO "_notes" VALUES ($1)', [input.params.id]);
      res.status(204).end();
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/notes/:id/file',
    operationId: 'writeNote',
    params: z.strictObject({ id: z.string() }),
    responses: { 200: { description: 'It is a file.' } },
    handle: async (input, res) => {
      await dataSource.query('INSERT INTO "_notes" VALUES ($1)', [input.params.id]);
      res.status(200).send(Buffer.from([0xff]));
    },
  }),
];

export const probe: Parts = {
  middleware: [actorFromHeader],
  interceptors: [idempotency],
  modules: [probeModule],
  pages: [],
};
