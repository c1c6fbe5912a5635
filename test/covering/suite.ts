import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access, Resource } from '../../src/resource/model.js';
import { servesOf } from '../../src/resource/operations.js';
import { expected, objectOf } from '../bar/http.js';
import { Subject } from '../bar/subject.js';
import { itemPath, listPath } from '../bar/world.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { generate, type Project } from '../support/generated.js';
import { mustRun } from '../support/run.js';
import { frugal } from '../support/tool.js';
import { storeDefaults } from './defaults.js';
import { documentBodies, documentDescriptions } from './documented.js';
import { removeEitherEnd } from './removals.js';
import { migrationsRun, schemaOf } from './schema.js';

/** What a list answers to somebody who is not signed in. */
const strangersGet: Readonly<Record<Access, number>> = {
  public: 200,
  read: 200,
  authenticated: 401,
  owner: 200,
  private: 401,
  admin: 200,
  internal: 401,
};

/** Where there is no list, the path has other methods or is none. */
function strangerGets(resource: Resource): number {
  const { list, create } = servesOf(resource);
  if (list) return strangersGet[resource.access];
  return create ? 405 : 404;
}

/** The tests of the embedded database take longest, and know nothing of the project: the bar's T4 runs them on both frameworks. */
const ofProject = ['--exclude', 'test/dev/**', '--coverage.include', 'src/**/*.ts'];

/** Creates a project and puts it through everything its owner would. */
export function coveringSuite(title: string, args: readonly string[]): void {
  describe(title, () => {
    let project: Project;
    let database: TestDatabase;
    let subject: Subject;
    beforeAll(async () => {
      [project, database] = await Promise.all([generate(args), openDatabase()]);
      subject = new Subject(project, database.url);
    });
    afterAll(async () => {
      await subject?.close();
      await database?.close();
      project?.remove();
    });

    const script = (name: string, ...args: readonly string[]): Promise<unknown> =>
      mustRun('npm', ['run', name, '--', ...args], {
        cwd: project.dir,
        env: { NO_COLOR: '1', ...frugal.env },
      });

    it('type-checks', () => script('typecheck', ...frugal.args));
    it('lints without a warning', () => script('lint'));
    it('is formatted', () => script('format:check'));
    it('passes its own tests, with the coverage it asks for', () => script('test:coverage', ...ofProject));
    it('builds', () => script('build', ...frugal.args));

    it('migrates up, down to nothing, and up again to the same schema', () => roundTrip(subject));
    it('has entities that equal its migrations', async () => {
      await subject.migrate();
      await subject.node(['dist/database/migrate.js', 'check']);
    });
    it('boots and answers for every resource', () => smoke(subject));
    it('stores the default of each field that a request leaves out', async () => {
      if (subject.files.has('src/platform/http/openapi.ts')) await storeDefaults(await subject.live());
    });
    it('documents the defaults and the hidden fields of each body', async () => {
      if (subject.files.has('src/platform/http/openapi.ts')) documentBodies(await subject.live());
    });
    it('documents what is said of resources and their fields', async () => {
      if (subject.files.has('src/platform/http/openapi.ts')) documentDescriptions(await subject.live());
    });
    it('treats what a removed row was related to as documented', async () => {
      if (subject.files.has('src/platform/http/openapi.ts')) await removeEitherEnd(await subject.live());
    });
    it('stops on SIGTERM', async () => {
      const service = await subject.boot();
      service.signal('SIGTERM');
      expect(await service.ended).toBe(0);
    });
  });
}

async function roundTrip(subject: Subject): Promise<void> {
  await subject.migrate();
  const before = await schemaOf(subject.databaseUrl);
  expect(before.length).toBeGreaterThan(0);
  await subject.migrateDown();
  expect(await migrationsRun(subject.databaseUrl)).toBe(0);
  expect(await schemaOf(subject.databaseUrl)).toEqual([]);
  await subject.node(['dist/database/migrate.js', 'up']);
  expect(await schemaOf(subject.databaseUrl)).toEqual(before);
}

async function smoke(subject: Subject): Promise<void> {
  if (!subject.files.has('src/platform/http/openapi.ts')) return smokeWithoutDocument(subject);
  const { client, world } = await subject.live();
  for (const resource of subject.files.resources) {
    expected(await client.get(listPath(resource)), strangerGets(resource));
    if (resource.operations === undefined) await liveOf(subject, resource);
  }
  const whole = subject.files.resources.filter(({ operations }) => operations === undefined);
  expect(world.resources).toHaveLength(whole.length);
}

/** One row from its creation to its end. */
async function liveOf(subject: Subject, resource: Resource): Promise<void> {
  const { client, world } = await subject.live();
  const row = await world.create(resource);
  const token = (await world.mighty())?.token;
  const path = itemPath(resource).replace('{id}', String(row['id']));
  expect(objectOf(expected(await client.get(path, { token }), 200))).toMatchObject({ id: row['id'] });
  const { data } = objectOf(expected(await client.get(listPath(resource), { token }), 200));
  expect(data).toContainEqual(expect.objectContaining({ id: row['id'] }));
  expected(await client.ask('DELETE', path, { token }), 204);
  expected(await client.get(path, { token }), 404);
}

async function smokeWithoutDocument(subject: Subject): Promise<void> {
  const { url } = await subject.boot();
  for (const resource of subject.files.resources) {
    const response = await fetch(`${url}${listPath(resource)}`);
    expect(response.status).toBe(strangerGets(resource));
    if (response.status === 200) expect(await response.json()).toMatchObject({ data: [] });
  }
  expect((await fetch(`${url}/openapi.json`)).status).toBe(404);
}
