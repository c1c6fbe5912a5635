import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '../../support/database.js';
import { type Check, noFlaws, noTables } from '../check.js';
import { Client, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, listPath } from '../world.js';
import { watched } from './database-limits.js';
import { untilStatus } from './observability.js';

const FLOOD = 60;
const AT_MOST = 3;
const PATIENCE_MS = 1_500;

const d12: Check = {
  item: 'D12',
  title: 'readiness does without the pool, costs nothing however often it is asked, and waits for migrations',
  how: 'It has a connection of its own; who asks at the same time or within half a second is told the same; pending migrations are 503.',
  async run(subject) {
    const live = await subject.live();
    const path = oneOf(live);
    if (path === undefined) return noTables;
    noFlaws([
      ...(await flawsWithoutPool(subject, path, (await live.world.mighty())?.token)),
      ...(await flawsWithoutMigrations(subject)),
    ]);
  },
};

/** Of the pool: lists have connections of their own. */
function oneOf({ world }: Live): string | undefined {
  const [resource] = world.resources;
  if (resource) return `${listPath(resource)}/${randomUUID()}`;
  return world.hasAuth ? `${base}/users/${randomUUID()}` : undefined;
}

function flawsWithoutPool(
  subject: Subject,
  path: string,
  token: string | undefined,
): Promise<readonly string[]> {
  return watched(
    subject,
    async ({ client, proxy }) => {
      const before = proxy.statements;
      const others = Array.from({ length: FLOOD }, () => client.get('/health/ready'));
      const flood = await Promise.all(others);
      const asked = proxy.statements - before;
      // The only connection of the pool waits for its answer; statements of others go through.
      proxy.hold = 'statements';
      const held = client.get(path, { token });
      await delay(300);
      proxy.hold = 'nothing';
      await delay(600);
      const ready = await Promise.race([client.get('/health/ready'), delay(PATIENCE_MS, undefined)]);
      proxy.release();
      await held;
      return [
        ...flood.filter(({ status }) => status !== 200).map(show),
        ...(asked > AT_MOST ? [`${asked} statements for ${FLOOD} questions`] : []),
        ...(ready?.status === 200 ? [] : [`with a full pool: ${ready ? show(ready) : 'no answer'}`]),
      ];
    },
    { DATABASE_POOL_MAX: '1' },
  );
}

async function flawsWithoutMigrations(subject: Subject): Promise<readonly string[]> {
  const hide = `UPDATE migrations SET name = 'not ' || name WHERE id = (SELECT max(id) FROM migrations)`;
  const show = `UPDATE migrations SET name = substr(name, 5) WHERE name LIKE 'not %'`;
  const change = (sql: string) => withClient(subject.databaseUrl, (sqlClient) => sqlClient.query(sql));
  await change(hide);
  const service = await subject.launch();
  const client = new Client(service.url);
  try {
    const { status } = await firstAnswer(client);
    await change(show);
    const returns = await untilStatus(client, 200);
    return [
      ...(status === 503 ? [] : [`without its last migration: ready is ${status}`]),
      ...(returns ? [] : ['not ready after the migration']),
    ];
  } finally {
    await change(show);
    client.close();
    await service.stop();
  }
}

async function firstAnswer(client: Client): Promise<{ readonly status: number }> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await client.get('/health/ready').catch(() => undefined);
    if (answer) return answer;
    await delay(100);
  }
  return { status: 0 };
}

export const databaseReadinessChecks: readonly Check[] = [d12];
