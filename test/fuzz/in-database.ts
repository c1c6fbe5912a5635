import pg from 'pg';
import { ApiDocument } from '../bar/document.js';
import { Client, expected, objectOf } from '../bar/http.js';
import { Subject } from '../bar/subject.js';
import { World } from '../bar/world.js';
import { schemaOf } from '../covering/schema.js';
import { emptyDatabase, openDatabase } from '../support/database.js';
import { fault, type Fault, type Place } from './faults.js';
import type { Caller } from './rows.js';
import { hasUsers, resolved, written } from './spec.js';
import { Trials } from './trials.js';

const withSubject = async (
  on: Place,
  work: (subject: Subject) => Promise<readonly Fault[]>,
): Promise<readonly Fault[]> => {
  const database = await openDatabase();
  const subject = new Subject({ dir: on.folder, remove: () => {} }, database.url);
  try {
    return await work(subject);
  } finally {
    await subject.close();
    await database.close();
  }
};

/** Up, no drift, down to nothing, up to the same schema. */
export function database(on: Place): Promise<readonly Fault[]> {
  return withSubject(on, async (subject) => {
    const tried = async (what: string, work: () => Promise<unknown>): Promise<readonly Fault[]> => {
      try {
        await work();
        return [];
      } catch (error) {
        return [
          fault('database', on.spec, `${what}: ${error instanceof Error ? error.message : String(error)}`),
        ];
      }
    };
    const up = await tried('migrate', () => subject.migrate());
    if (up.length > 0) return up;
    const drift = await tried('migrate:check', () => subject.node(['dist/database/migrate.js', 'check']));
    if (drift.length > 0) return drift;
    return tried('migrate down and up', () => roundTrip(subject));
  });
}

/** In one process: a project of fifty migrations would start as many. */
const allTheWayDown = `
  import { createDataSource } from './dist/database/data-source.js';
  const dataSource = createDataSource({ url: process.env.DATABASE_URL, poolMax: 1 });
  await dataSource.initialize();
  const [{ count }] = await dataSource.query('SELECT count(*)::int AS count FROM migrations');
  for (let left = count; left > 0; left -= 1) await dataSource.undoLastMigration();
  await dataSource.destroy();`;

async function roundTrip(subject: Subject): Promise<void> {
  const before = JSON.stringify(await schemaOf(subject.databaseUrl));
  await subject.node(['--input-type=module', '--eval', allTheWayDown]);
  const rest = await schemaOf(subject.databaseUrl);
  if (rest.length > 0) throw new Error(`Left behind: ${JSON.stringify(rest).slice(0, 500)}`);
  await subject.node(['dist/database/migrate.js', 'up']);
  if (JSON.stringify(await schemaOf(subject.databaseUrl)) !== before) {
    throw new Error('The schema is another one after down and up.');
  }
}

export function overHttp(on: Place): Promise<readonly Fault[]> {
  return withSubject(on, async (subject) => {
    await emptyDatabase(subject.databaseUrl);
    const service = await subject.boot();
    const client = new Client(service.url);
    const sql = new pg.Pool({ connectionString: subject.databaseUrl, max: 1 });
    try {
      const resources = resolved(written(on.spec), on.spec.features);
      const world = new World({
        client,
        sql,
        document: new ApiDocument({}),
        resources,
        roles: {},
        hasAuth: hasUsers(on.spec.features),
        hasTokens: on.spec.features.includes('auth-jwt'),
      });
      const trials = new Trials(await callerOf(world, client), sql, resources);
      await trials.all();
      on.figures.relations += trials.relations;
      on.figures.skipped += trials.skipped;
      const logs = service
        .logs()
        .split('\n')
        .filter((line) => /"level":"?(error|50|60)/.test(line));
      return trials.faults.map(({ resource, message }): Fault => ({
        stage: 'http',
        resources: [resource],
        message: `${message}\n${(logs[0] ?? '').slice(0, 600)}`,
      }));
    } finally {
      client.close();
      await sql.end();
    }
  });
}

async function callerOf(world: World, client: Client): Promise<Caller> {
  const admin = async () => (await world.mighty())?.token;
  return {
    ask: async (method, path, body, token) =>
      client.ask(method, path, { body, token: token ?? (await admin()) }),
    somebody: async (signsIn) => {
      if (signsIn) return world.signUp('admin');
      const user = {
        email: `${crypto.randomUUID()}@example.com`,
        password: `correct horse ${crypto.randomUUID()}`,
        name: 'Somebody',
      };
      const answer = await client.post('/api/v1/auth/register', user);
      return { id: String(objectOf(expected(answer, 201))['id']), token: undefined };
    },
  };
}
