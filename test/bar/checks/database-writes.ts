import type { Resource } from '../../../src/resource/model.js';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import type { Operation } from '../document.js';
import { expected } from '../http.js';
import type { Live } from '../subject.js';
import { itemPath, listPath } from '../world.js';
import { watched, type Watched } from './database-limits.js';

const d10: Check = {
  item: 'D10',
  title: 'a write takes few statements: no row is read twice, one insert needs no transaction',
  how: 'A row is locked and read in one statement and written in one; an insert is a statement by itself.',
  async run(subject) {
    const live = await subject.live();
    if (live.world.resources.length === 0) return doesNotApply('it has no resources');
    await watched(subject, async (parts) => {
      const flaws: string[] = [];
      for (const resource of live.world.resources) flaws.push(...(await flawsOf(live, parts, resource)));
      noFlaws(flaws);
    });
  },
};

/** BEGIN, the row with its lock, the change, COMMIT. */
const IN_TRANSACTION = 4;
/** The rows looked up, those linked, those no longer linked. */
const PER_LINKS = 3;

/** The most statements that each write may take. A signed-in request asks for its session, too. */
function limitsOf({ world }: Live, resource: Resource): Readonly<Record<string, number>> {
  const count = (kind: string): number => resource.fields.filter((field) => field.kind === kind).length;
  const session = world.hasAuth ? 1 : 0;
  const pointing = world.resources.flatMap(({ fields }) =>
    fields.filter((field) => 'target' in field && field.target === resource.name),
  ).length;
  const [links, references] = [count('manyToMany'), count('belongsTo')];
  const insert = 1 + (links > 0 ? 2 + 2 * links : 0);
  return {
    post: session + references + insert,
    patch: session + IN_TRANSACTION,
    put: session + IN_TRANSACTION + references + PER_LINKS * links,
    delete: session + IN_TRANSACTION + (resource.softDelete ? pointing : 0),
  };
}

async function flawsOf(live: Live, parts: Watched, resource: Resource): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const [method, limit] of Object.entries(limitsOf(live, resource))) {
    const path = method === 'post' ? listPath(resource) : itemPath(resource);
    const operation = live.document.find(method, path);
    const statements = operation && (await statementsOf(live, parts, operation));
    if (statements === undefined || (statements > 0 && statements <= limit)) continue;
    flaws.push(`${method.toUpperCase()} ${path}: ${statements} statements, ${limit} are enough`);
  }
  return flaws;
}

async function statementsOf(
  { document, world }: Live,
  { client, proxy }: Watched,
  operation: Operation,
): Promise<number | undefined> {
  const body = operation.body && (await world.bodyFor(operation));
  const changes = operation.method === 'patch' ? firstOf(body) : body;
  if (operation.method === 'patch' && changes === undefined) return undefined;
  const token = (await world.callerOf(operation))?.token;
  const path = await world.pathFor(operation);
  // The first statement of a process may have to open a connection.
  const list = document.find('get', operation.path.replace(/\/\{id\}$/, ''));
  if (list) await client.get(list.path, { token });
  const before = proxy.statements;
  expected(
    await client.ask(operation.method, path, { token, body: changes }),
    statusOf[operation.method] ?? 200,
  );
  return proxy.statements - before;
}

const statusOf: Readonly<Record<string, number>> = { post: 201, delete: 204 };

/** One field that is no reference: nothing has to be looked up for it. */
function firstOf(body: unknown): object | undefined {
  const field = Object.entries(body ?? {}).find(([name]) => !/Ids?$/.test(name));
  return field && Object.fromEntries([field]);
}

export const databaseWriteChecks: readonly Check[] = [d10];
