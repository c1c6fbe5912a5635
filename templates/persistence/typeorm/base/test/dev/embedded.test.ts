import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { message, startup } from '../../dev/embedded/messages.js';
import { openEmbedded, openInMemory } from '../../dev/embedded/database.js';

const databaseUrl = inject('databaseUrl');
/** It runs one transaction at a time; a server of its own kind lets nobody wait. */
const isEmbedded = inject('isEmbedded');

describe('concurrent requests', () => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

  beforeAll(() =>
    pool.query('CREATE TABLE "_mix" ("id" int CONSTRAINT "_mix_key" UNIQUE, "text" text NOT NULL)'),
  );
  afterAll(async () => {
    await pool.query('DROP TABLE "_mix"');
    await pool.end();
  });

  const insert = (clients: pg.Pool, id: number, text: string) =>
    clients.query('INSERT INTO "_mix" VALUES ($1, $2)', [id, text]).then(
      () => 'inserted',
      (error: pg.DatabaseError) => `${error.code} ${error.constraint}`,
    );

  /** Even ones commit, odd ones roll back, each in several statements with pauses in between. */
  async function transaction(id: number): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO "_mix" VALUES ($1, $2)', [id, `first ${id}`]);
      await delay(id % 3);
      await client.query('UPDATE "_mix" SET "text" = $2 WHERE "id" = $1', [id, `text ${id}`]);
      await client.query(id % 2 === 0 ? 'COMMIT' : 'ROLLBACK');
    } finally {
      client.release();
    }
  }

  it.each(['whole', 'in pieces'])(
    'each get their own answer when several insert one unique value, sent %s',
    async (how) => {
      const clients = new pg.Pool({ connectionString: databaseUrl, max: 8 });
      if (how !== 'whole') clients.on('connect', (client) => cutWrites(client, 3));
      for (const round of numbers(100)) {
        const id = how.length * 1_000_000 + round;
        const selects = numbers(6).map(async (n) => {
          const { rows } = await clients.query<{ sum: number; text: string }>(
            'SELECT $1::int + 1 AS "sum", $2::text AS "text"',
            [n, `${round}/${n}`],
          );
          expect(rows).toEqual([{ sum: n + 1, text: `${round}/${n}` }]);
        });
        const inserts = numbers(4).map((n) => insert(clients, id, `text ${n}`));
        await Promise.all(selects);
        const taken = '23505 _mix_key';
        expect((await Promise.all(inserts)).toSorted()).toEqual([taken, taken, taken, 'inserted']);
      }
      await clients.end();
    },
    60_000,
  );

  it('do not mix their transactions, whatever else runs beside them', async () => {
    const ids = numbers(40);
    const big = 'x'.repeat(150_000);
    const beside = ids.map(async (id) => {
      const sent = `${id} ${big}`;
      const { rows } = await pool.query('SELECT $1::text AS sent', [sent]);
      expect(rows[0].sent === sent).toBe(true);
    });
    const failing = ids.map(async (id) => {
      await expect(pool.query('SELECT 1 / $1::int', [id - id])).rejects.toThrow('division by zero');
    });
    await Promise.all([...ids.map(transaction), ...beside, ...failing]);

    const { rows } = await pool.query(
      'SELECT "id", "text" FROM "_mix" WHERE "id" < 1000 ORDER BY "id"',
    );
    const kept = ids.filter((id) => id % 2 === 0).map((id) => ({ id, text: `text ${id}` }));
    expect(rows).toEqual(kept);
  });

  it.runIf(isEmbedded)('wait for a long statement, in their order', async () => {
    const done: string[] = [];
    const long = pool.query(`SELECT pg_sleep(0.3)`).then(() => done.push('long'));
    await delay(50);
    const short = numbers(5).map((n) =>
      pool.query('SELECT $1::int', [n]).then(() => done.push(`short ${n}`)),
    );
    await Promise.all([long, ...short]);
    expect(done[0]).toBe('long');
    expect(done).toHaveLength(6);
  });

  it.each(['ends', 'is killed'])(
    'leave no trace of a transaction whose connection %s',
    async (how) => {
      const client = await connected();
      await client.query('BEGIN');
      await client.query('INSERT INTO "_mix" VALUES ($1, $2)', [2_001, 'lost']);
      const waiting = pool.query('SELECT * FROM "_mix" WHERE "id" = $1', [2_001]);
      if (how === 'ends') await client.end();
      else socketOf(client).resetAndDestroy();
      expect((await waiting).rows).toEqual([]);
    },
  );

  it.runIf(isEmbedded)('go on when one that waits for its turn loses its connection', async () => {
    const holder = await connected();
    await holder.query('BEGIN');
    const gone = await connected();
    const lost = gone.query('INSERT INTO "_mix" VALUES ($1, $2)', [3_001, 'gone']);
    const next = pool.query('SELECT $1::int AS "id"', [5]);
    await delay(50);
    socketOf(gone).resetAndDestroy();
    await expect(lost).rejects.toThrow('terminated');
    await holder.query('COMMIT');
    expect((await next).rows).toEqual([{ id: 5 }]);
    await holder.end();
  });
});

// A server that has a process for every connection passes these as well.
describe('a connection', () => {
  it('is understood however its bytes are cut', async () => {
    const client = await connected();
    cutWrites(client, 40);
    for (const text of ['small', 'x'.repeat(1_000_000)]) {
      const { rows } = await client.query('SELECT $1::text AS "text"', [text]);
      expect(rows[0].text === text).toBe(true);
    }
    await client.end();
  });

  it('may send everything at once', async () => {
    const statements = ['SELECT 6 / 1 AS "one"', 'SELECT 6 / 0', 'SELECT 6 / 2 AS "three"'];
    const sent = [
      startup('user', 'postgres', 'database', 'postgres'),
      ...statements.map((sql) => message('Q', sql)),
      message('X'),
    ];
    const answer = await answerTo(Buffer.concat(sent));
    expect(answer).toMatch(/one.*division by zero.*three.*I$/s);
  });

  it('is closed when it is idle in a transaction for longer than it asked for', async () => {
    const client = await connected({ idle_in_transaction_session_timeout: 100 });
    await client.query('BEGIN');
    await once(socketOf(client), 'close', { signal: AbortSignal.timeout(30_000) });
    const next = await connected();
    expect((await next.query('SELECT 1 AS "it"')).rows).toEqual([{ it: 1 }]);
    await next.end();
  });

  it('has its prepared statements for itself', async () => {
    const [one, two] = await Promise.all([connected(), connected()]);
    const run = async (client: pg.Client, text: string) =>
      (await client.query<{ it: number }>({ name: 'same', text, values: [1] })).rows[0]?.it;
    expect(await run(one, 'SELECT $1::int + 1 AS "it"')).toBe(2);
    expect(await run(two, 'SELECT $1::int + 2 AS "it"')).toBe(3);
    await two.end();
    expect(await run(one, 'SELECT $1::int + 1 AS "it"')).toBe(2);
    await one.end();
  });

  it('takes its settings and temporary tables with it', async () => {
    const first = await connected();
    await first.query(`SET timezone = 'Asia/Tokyo'`);
    await first.query('CREATE TEMP TABLE "mine" AS SELECT 1');
    await first.end();
    const second = await connected();
    const { rows } = await second.query(
      `SELECT to_regclass('mine') AS "table", now()::text AS "at"`,
    );
    expect(rows[0].table).toBeNull();
    expect(rows[0].at).not.toContain('+09');
    await second.end();
  });

  it('is told that there is no COPY FROM STDIN, and goes on', async () => {
    const client = await connected();
    await client.query('CREATE TEMP TABLE "copied" ("id" int)');
    await expect(client.query('COPY "copied" FROM STDIN')).rejects.toThrow('COPY');
    expect((await client.query('SELECT 1 AS "it"')).rows).toEqual([{ it: 1 }]);
    await client.end();
  });

  it.each([
    ['a huge first message', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 0])],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['no length at all', Buffer.alloc(64)],
  ])('is closed when it sends %s', async (_, bytes) => {
    expect(await answerTo(bytes)).toBe('');
  });

  it('is closed when a message says that it is huge', async () => {
    const client = await connected();
    const closed = once(socketOf(client), 'close', { signal: AbortSignal.timeout(30_000) });
    socketOf(client).write(Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff, 0]));
    await closed;
  });
});

/** All that comes back until the connection is closed. */
async function answerTo(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(databaseUrl);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  socket.write(bytes);
  await once(socket, 'close', { signal: AbortSignal.timeout(30_000) });
  return answer;
}

async function connected(options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, ...options });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** From now on whatever the client writes arrives in several pieces, with pauses in which others are heard. */
function cutWrites(client: pg.ClientBase, pieces: number): void {
  const socket = socketOf(client);
  const write = socket.write.bind(socket);
  let written = Promise.resolve();
  socket.write = (bytes: Buffer) => {
    const size = Math.ceil(bytes.length / pieces);
    for (let at = 0; at < bytes.length; at += size) {
      const piece = Buffer.from(bytes.subarray(at, at + size));
      written = written.then(() => delay(1)).then(() => void write(piece));
    }
    return true;
  };
}

const socketOf = (client: pg.ClientBase): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

describe('the embedded database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }

  it('is made anew if that was cut short, opened once, kept, and taken over from a killed process', async () => {
    mkdirSync(join(directory, 'pg'));
    writeFileSync(join(directory, 'pg', 'PG_VERSION'), '18');
    const [first, second] = await Promise.all([openEmbedded(directory), openEmbedded(directory)]);
    expect(second.url).toBe(first.url);
    await query(second.url, 'CREATE TABLE "kept" AS SELECT 1 AS "id"');
    await second.close();
    await first.close();

    // A process id is 22 bits: this one was never given out.
    const dead = JSON.stringify({ pid: 2 ** 30, since: Date.now(), port: 1 });
    writeFileSync(join(directory, 'owner.json'), dead);
    const third = await openEmbedded(directory);
    expect(await query(third.url, 'SELECT "id" FROM "kept"')).toEqual([{ id: 1 }]);
    await third.close();
  }, 60_000);

  it('is kept while it is empty, and made anew where what was kept is damaged', async () => {
    const folder = join(directory, 'kept');
    const use = async (): Promise<void> => {
      const { url, close } = await openInMemory(folder);
      await query(url, 'CREATE TABLE "used" AS SELECT 1 AS "id"');
      await close();
    };
    await use();
    const [file = ''] = readdirSync(folder);
    const whole = readFileSync(join(folder, file));
    await use();
    writeFileSync(join(folder, file), whole.subarray(0, -1));
    await use();
    expect(readdirSync(folder)).toEqual([file]);
    expect(() => gunzipSync(readFileSync(join(folder, file)))).not.toThrow();
  }, 120_000);
});
