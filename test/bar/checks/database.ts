import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { BelongsTo, Field, ManyToMany, Resource } from '../../../src/resource/model.js';
import { foreignKeyName, idsName, joinTableName, namesOf } from '../../../src/resource/names.js';
import { openDatabase, withClient } from '../../support/database.js';
import { type Check, doesNotApply, noFlaws, noTables } from '../check.js';
import { asObject, type Operation } from '../document.js';
import { type Answer, type Json, objectOf, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, listPath, type Person, tableOf } from '../world.js';
import { watched } from './database-limits.js';
import { freeTexts, hasUniqueText, nothingUnique, uniqueTexts } from './rest-input.js';

const PARALLEL = 12;

const tally = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

/** One winner, and a conflict for everybody else. */
function flawsOfRace(what: string, answers: readonly Answer[], won: number): readonly string[] {
  const good = tally(answers, won) === 1 && tally(answers, 409) === answers.length - 1;
  return good ? [] : [`${what}: ${answers.map(({ status }) => status).join(' ')}`];
}

const d1: Check = {
  item: 'D1',
  title: 'of parallel writers of one unique value one wins, the others get 409',
  how: 'Unique indexes decide; their violation is mapped to 409 with the field.',
  async run(subject) {
    const { client, world } = await subject.live();
    if (!world.hasAuth && !world.resources.some(hasUniqueText)) return nothingUnique;
    const flaws: string[] = [];
    for (const resource of world.resources) {
      const token = (await world.writerOf(resource))?.token;
      for (const field of uniqueTexts(resource)) {
        const rows = await Promise.all(Array.from({ length: PARALLEL }, () => world.create(resource)));
        const raced = `race ${randomBytes(4).toString('hex')}`;
        const created = await Promise.all(rows.map(() => world.tryCreate(resource, { [field.name]: raced })));
        flaws.push(...flawsOfRace(`creating ${resource.name}.${field.name}`, created, 201));
        const body = { [field.name]: `patch race ${randomBytes(4).toString('hex')}` };
        const patched = await Promise.all(
          rows.map(({ id }) => client.ask('patch', `${listPath(resource)}/${String(id)}`, { token, body })),
        );
        flaws.push(...flawsOfRace(`changing ${resource.name}.${field.name}`, patched, 200));
      }
    }
    if (world.hasAuth) {
      const email = `${randomBytes(8).toString('hex')}@example.com`;
      const body = { email, password: 'correct horse battery 42', name: 'Racer' };
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, () => client.post(`${base}/auth/register`, body)),
      );
      flaws.push(...flawsOfRace('registering', answers, 201));
    }
    noFlaws(flaws);
  },
};

const d2: Check = {
  item: 'D2',
  title: 'a reference to nothing is refused, and a parent goes as its relation says',
  how: 'Foreign keys decide, with the ON DELETE of the relation; their violation is 409 or 422.',
  async run(subject) {
    const live = await subject.live();
    if (!live.world.resources.some(refers)) return doesNotApply('no request names another row');
    const flaws: string[] = [];
    for (const resource of live.world.resources) {
      for (const field of resource.fields) {
        flaws.push(...(await flawsOfDangling(live, resource, field)));
        flaws.push(...(await flawsOfParent(live, resource, field)));
      }
    }
    noFlaws(flaws);
  },
};

/** A request names what the field refers to. */
const isNamed = (field: Field): field is BelongsTo | ManyToMany =>
  field.kind === 'manyToMany' || (field.kind === 'belongsTo' && !field.owner);

const refers = ({ fields }: Resource): boolean => fields.some(isNamed);

async function flawsOfDangling(
  { world }: Live,
  resource: Resource,
  field: Field,
): Promise<readonly string[]> {
  if (!isNamed(field)) return [];
  const nobody = randomUUID();
  const changes =
    field.kind === 'belongsTo'
      ? { [foreignKeyName(field.name)]: nobody }
      : { [idsName(field.name, namesOf(field.target))]: [nobody] };
  const answer = await world.tryCreate(resource, changes);
  return [409, 422].includes(answer.status) ? [] : [`409 or 422 expected: ${show(answer)}`];
}

async function flawsOfParent(
  { client, world }: Live,
  child: Resource,
  field: Field,
): Promise<readonly string[]> {
  if (field.kind !== 'belongsTo' || field.target === child.name) return [];
  const parent = world.resource(field.target);
  if (!parent) return [];
  const row = await world.create(parent);
  const kid = await world.create(child, { [foreignKeyName(field.name)]: row['id'] });
  const path = `${listPath(parent)}/${String(row['id'])}`;
  const gone = await client.ask('delete', path, { token: (await world.writerOf(parent))?.token });
  const left = await client.get(`${listPath(child)}/${String(kid['id'])}`, {
    token: (await world.writerOf(child))?.token,
  });
  const good = {
    restrict: gone.status === 409 && left.status === 200,
    cascade: gone.status === 204 && left.status === 404,
    setNull:
      gone.status === 204 && left.status === 200 && objectOf(left)[foreignKeyName(field.name)] === null,
  };
  return good[field.onDelete] ? [] : [`${field.onDelete}: ${show(gone)}, then ${show(left)}`];
}

/** Everything about the tables that a migration decides. */
const schemaQuery = `
  SELECT table_name AS name, column_name || ' ' || data_type || ' ' || is_nullable || ' '
    || coalesce(column_default, '') || ' ' || coalesce(character_maximum_length, datetime_precision, numeric_precision, 0)
    || ' ' || coalesce(numeric_scale, 0) AS text
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  UNION ALL SELECT typname, typtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
  ORDER BY 1, 2`;

/** What differs between two databases is not TypeORM's own table of migrations. */
const tablesQuery = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`;

const d3: Check = {
  item: 'D3',
  title: 'migrations go up, down to nothing, and up to the same schema',
  how: 'Each migration is generated with both directions.',
  async run(subject) {
    if (!subject.files.hasAuth && subject.files.resources.length === 0) return noTables;
    await subject.build();
    const database = await openDatabase();
    const env = { DATABASE_URL: database.url };
    const migrateUp = (): Promise<void> => subject.node(['dist/database/migrate.js', 'up'], env);
    const rows = (query: string): Promise<unknown[]> =>
      withClient(database.url, async (client) => (await client.query(query)).rows as unknown[]);
    try {
      await migrateUp();
      const before = await rows(schemaQuery);
      const migrations = await rows('SELECT name FROM migrations');
      assert.ok(migrations.length > 0, 'there are no migrations');
      await subject.migrateDown({ env });
      assert.deepEqual(await rows('SELECT name FROM migrations'), [], 'migrations are left');
      assert.deepEqual(await rows(tablesQuery), [], 'tables are left');
      await migrateUp();
      assert.deepEqual(await rows(schemaQuery), before);
    } finally {
      await database.close();
    }
  },
};

const d4: Check = {
  item: 'D4',
  title: 'the entities equal the migrations',
  how: 'Entities and migrations are made from one shape, and `npm run migrate:check` compares them.',
  async run(subject) {
    await subject.migrate();
    const { code, stdout, stderr } = await subject.npm('run', 'migrate:check');
    assert.equal(code, 0, `${stdout}\n${stderr}`);
  },
};

const unindexedQuery = `
  SELECT conrelid::regclass || ' ' || conname AS flaw FROM pg_constraint
  WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
      AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey)`;
const timesQuery = `
  SELECT table_name || '.' || column_name || ' is ' || data_type || '(' || datetime_precision || ')' AS flaw
  FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name <> 'migrations' AND data_type LIKE 'timestamp%'
    AND (data_type <> 'timestamp with time zone' OR datetime_precision <> 3)`;

const d5: Check = {
  item: 'D5',
  title: 'foreign keys have indexes, times a zone, money its digits',
  how: 'Each foreign key gets an index, times are `timestamptz(3)`, decimals `numeric` and text in JSON, `synchronize` is false.',
  async run(subject) {
    const { sql, world } = await subject.live();
    const flaws: string[] = [];
    for (const query of [unindexedQuery, timesQuery]) {
      const { rows } = await sql.query(query);
      flaws.push(...(rows as { flaw: string }[]).map(({ flaw }) => flaw));
    }
    const { rows: keys } = await sql.query(`SELECT 1 FROM pg_constraint WHERE contype = 'f'`);
    if (world.resources.length > 0 && keys.length === 0) flaws.push('there are no foreign keys');
    for (const resource of world.resources)
      flaws.push(...(await flawsOfMoney(await subject.live(), resource)));
    const synchronizing = subject.files
      .list((path) => /^src\/.*\.ts$/.test(path))
      .filter((path) =>
        /synchronize:\s*(?!false)|\.synchronize\(/.test(withoutIndexes(subject.files.read(path))),
      );
    noFlaws([...flaws, ...synchronizing.map((path) => `${path} synchronizes`)]);
  },
};

/** `@Index(…, { synchronize: false })` is another thing of the same name. */
const withoutIndexes = (text: string): string => text.replace(/synchronize: false/g, '');

async function flawsOfMoney({ sql, world }: Live, resource: Resource): Promise<readonly string[]> {
  const exact = resource.fields.flatMap((field) =>
    field.kind === 'scalar' && (field.type === 'decimal' || field.type === 'bigint') ? [field] : [],
  );
  if (exact.length === 0) return [];
  const row = await world.create(resource);
  const { rows } = await sql.query(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = $1`,
    [tableOf(resource)],
  );
  const types = new Map((rows as { name: string; type: string }[]).map(({ name, type }) => [name, type]));
  return exact.flatMap(({ name, type, hidden }) => [
    ...(hidden || typeof row[name] === 'string' || row[name] === null ? [] : [`${name} is no text in JSON`]),
    ...(type === 'decimal' && types.get(name) !== 'numeric'
      ? [`${name} is ${types.get(name) ?? 'missing'}`]
      : []),
  ]);
}

const d7: Check = {
  item: 'D7',
  title: 'an action of several writes happens as a whole or not at all',
  how: 'Services run what writes more than once in one transaction of their repository.',
  async run(subject) {
    const live = await subject.live();
    if (live.document.api.every(({ method }) => method === 'get'))
      return doesNotApply('nothing in it writes');
    const flaws: string[] = [];
    for (const resource of live.world.resources) {
      for (const field of resource.fields) {
        if (field.kind === 'manyToMany') flaws.push(...(await flawsOfHalfWrites(live, resource, field)));
      }
    }
    if (live.world.hasAuth) {
      flaws.push(...(await flawsOfHalfPasswordChange(live)), ...(await flawsOfHalfDisabling(live)));
    }
    flaws.push(...(await flawsOfTransactions(subject)));
    noFlaws(flaws);
  },
};

/** Makes every write to a table fail while the work runs. */
async function whileBroken<T>(
  { sql }: Live,
  table: string,
  events: string,
  work: () => Promise<T>,
): Promise<T> {
  await sql.query(`CREATE OR REPLACE FUNCTION bar_break() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'broken by a test'; END $$`);
  await sql.query(`CREATE TRIGGER bar_break BEFORE ${events} ON "${table}" EXECUTE FUNCTION bar_break()`);
  try {
    return await work();
  } finally {
    await sql.query(`DROP TRIGGER bar_break ON "${table}"`);
    await sql.query('DROP FUNCTION bar_break');
  }
}

async function flawsOfHalfWrites(
  live: Live,
  resource: Resource,
  field: ManyToMany,
): Promise<readonly string[]> {
  const { client, sql, world } = live;
  const row = await world.create(resource);
  const target = world.resource(field.target);
  const related = target ? String((await world.create(target))['id']) : (await world.owner()).id;
  const ids = { [idsName(field.name, namesOf(field.target))]: [related] };
  const count = async (): Promise<unknown> =>
    (await sql.query(`SELECT count(*) FROM ${tableOf(resource)}`)).rows;
  const stored = async (): Promise<unknown> =>
    (await sql.query(`SELECT * FROM ${tableOf(resource)} WHERE id = $1`, [row['id']])).rows;
  const [before, was] = [await count(), await stored()];
  const token = (await world.writerOf(resource))?.token;
  const [text] = freeTexts(resource);
  const changes = { ...ids, ...(text && { [text.name]: `changed ${randomBytes(4).toString('hex')}` }) };
  const path = `${listPath(resource)}/${String(row['id'])}`;
  const answers = await whileBroken(live, joinTableName(resource.name, field.name), 'INSERT', async () => [
    await world.tryCreate(resource, ids),
    await client.ask('patch', path, { token, body: changes }),
  ]);
  const flaws = answers
    .filter(({ status }) => status < 400)
    .map((answer) => `a write was lost: ${show(answer)}`);
  if (String(JSON.stringify(await count())) !== JSON.stringify(before))
    flaws.push(`half a ${resource.name} was created`);
  if (JSON.stringify(await stored()) !== JSON.stringify(was))
    flaws.push(`half a ${resource.name} was changed`);
  return flaws;
}

async function flawsOfHalfPasswordChange(live: Live): Promise<readonly string[]> {
  const { client, world } = live;
  const user = await world.signUp();
  await world.signIn(user);
  const body = { currentPassword: user.password, newPassword: 'an entirely different phrase' };
  const answer = await whileBroken(live, 'auth_sessions', 'UPDATE', () =>
    client.post(`${base}/auth/change-password`, body, { token: user.token }),
  );
  const { email, password } = user;
  const login = await client.post(`${base}/auth/login`, { email, password });
  return [
    ...(answer.status < 500 ? [`a write was lost: ${show(answer)}`] : []),
    ...(login.status === 200 ? [] : ['the password changed and the other sessions live on']),
  ];
}

/** Disabling somebody is a write to their row and one to their sessions: either may be the one that fails. */
async function flawsOfHalfDisabling(live: Live): Promise<readonly string[]> {
  const { client, world } = live;
  const { token } = await world.admin();
  const flaws: string[] = [];
  for (const table of ['users', 'auth_sessions']) {
    const user = await world.signUp();
    const answer = await whileBroken(live, table, 'UPDATE', () =>
      client.ask('patch', `${base}/users/${user.id}`, { token, body: { disabled: true } }),
    );
    if (answer.status < 500) flaws.push(`a write was lost: ${show(answer)}`);
    const me = await client.get(`${base}/auth/me`, { token: user.token });
    const login = await client.post(`${base}/auth/login`, { email: user.email, password: user.password });
    if (me.status !== 200) flaws.push(`their sessions ended, and ${table} was not written`);
    if (login.status !== 200) flaws.push(`they were disabled, and ${table} was not written`);
  }
  return flaws;
}

/** Whatever the operation: rows that one request writes are written in one transaction. */
async function flawsOfTransactions(subject: Subject): Promise<readonly string[]> {
  const { document, world } = await subject.live();
  return watched(subject, async ({ client, proxy }) => {
    const flaws: string[] = [];
    for (const operation of document.api.filter(({ method }) => method !== 'get')) {
      const person = await world.callerOf(operation);
      const path = await world.pathFor(operation);
      const body = operation.body && {
        ...(await world.bodyFor(operation)),
        ...credentialsOf(operation, person),
      };
      const before = proxy.writes.length;
      const answer = await client.ask(operation.method, path, { token: person?.token, body });
      const writes = proxy.writes.slice(before);
      const transactions = new Set(writes.map(({ transaction }) => transaction));
      const statements = writes.map(({ statement }) => statement.slice(0, 60)).join('; ');
      if (transactions.size > 1)
        flaws.push(`${transactions.size} transactions: ${show(answer)}: ${statements}`);
      if (answer.status < 300) continue;
      // An address of nobody, a used token: only those may fail here.
      if (!path.startsWith(`${base}/auth/`)) flaws.push(`not tried: ${show(answer)}`);
    }
    return flaws;
  });
}

/** What makes an operation of accounts succeed. */
function credentialsOf({ body }: Operation, person: Person | undefined): Json {
  const known: Json = {
    refreshToken: person?.refreshToken,
    currentPassword: person?.password,
    ...(body &&
      !('name' in asObject(body['properties'])) && { email: person?.email, password: person?.password }),
  };
  const names = Object.keys(asObject(body?.['properties']));
  return Object.fromEntries(
    Object.entries(known).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
}

export const databaseChecks: readonly Check[] = [d1, d2, d3, d4, d5, d7];
