import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Whether it needs no credentials, or takes them and does without (OpenAPI 3.1, 4.8.30). */
const isOpen = ({ security }: Operation): boolean =>
  security.length === 0 || security.some((way) => Object.keys(way).length === 0);

describe('the OpenAPI document', () => {
  let app: TestApp;
  let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  beforeAll(async () => {
    app = await startApp();
    paths = (await app.http.get('/openapi.json').expect(200)).body.paths;
  });
  afterAll(() => app.close());

  const operations = () =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('has every operation of the API, and no other', () => {
    const served = app
      .operations()
      .map((operation) => operation.replace(' ', ' /api/v1').replace(/:(\w+)/g, '{$1}'));
    const described = operations().map(({ method, path }) => `${method} ${path}`);
    const health = ['get /health/live', 'get /health/ready'];
    expect(described.toSorted()).toEqual([...served, ...health].toSorted());
  });

  it('gives each an id of its own, who may call it, and how it fails', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect(operation.security).toBeInstanceOf(Array);
      expect(statuses.some((status) => status.startsWith('4'))).toBe(true);
      expect(statuses.some((status) => status.startsWith('5'))).toBe(true);
    }
  });

  it('says of an answer that asks for patience that it tells how long', async () => {
    const { body } = await app.http.get('/openapi.json').expect(200);
    const response = { $ref: '#/components/responses/TryLater' };
    for (const { operation } of operations())
      expect(operation.responses['503']).toMatchObject(response);
    expect(Object.keys(body.components.responses.TryLater.headers)).toEqual(['Retry-After']);
  });

  it('is told of no operation that answers nobody: each without a token is 401 or public', async () => {
    for (const { path, method, operation } of operations()) {
      const url = path.replace(/\{\w+\}/g, crypto.randomUUID());
      const { status } = await app.http[method as 'get'](url);
      if (isOpen(operation)) expect(status).not.toBe(405);
      else expect(`${status} ${method} ${path}`).toMatch(/^401 /);
    }
  });

  it('is shown by a page that needs nothing from elsewhere', async () => {
    const page = await app.http.get('/api-docs/').expect(200);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).toMatch(/^\.\//);
      await app.http.get(`/api-docs/${asset?.slice(2)}`).expect(200);
    }
    expect(page.text).not.toMatch(/<script>[^<]|\son\w+=/);
  });

  it.each([
    ['switched off', { API_DOCS: 'off' }, 404],
    ['in production', { NODE_ENV: 'production' }, 404],
    ['switched on in production', { NODE_ENV: 'production', API_DOCS: 'on' }, 200],
  ])('is %s', async (_what, env, status) => {
    const secret = randomBytes(32).toString('base64url');
    const other = await startApp({ env: { JWT_SECRET: secret, ...env } });
    await other.http.get('/openapi.json').expect(status);
    await other.http.get('/api-docs/').expect(status);
    await other.close();
  });
});
