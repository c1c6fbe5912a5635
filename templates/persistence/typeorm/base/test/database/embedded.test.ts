import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openEmbedded } from '../../src/database/embedded.js';

describe('transactions of concurrent requests', () => {
  const pool = new pg.Pool({ connectionString: inject('databaseUrl'), max: 8 });

  beforeAll(() => pool.query('CREATE TABLE "mix" ("id" int PRIMARY KEY, "text" text NOT NULL)'));
  afterAll(async () => {
    await pool.query('DROP TABLE "mix"');
    await pool.end();
  });

  /** Even ones commit, odd ones roll back, each in several statements with pauses in between. */
  async function transaction(id: number): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO "mix" VALUES ($1, $2)', [id, `first ${id}`]);
      await new Promise((resolve) => setTimeout(resolve, id % 3));
      await client.query('UPDATE "mix" SET "text" = $2 WHERE "id" = $1', [id, `text ${id}`]);
      await client.query(id % 2 === 0 ? 'COMMIT' : 'ROLLBACK');
    } finally {
      client.release();
    }
  }

  it('do not mix, whatever else runs beside them', async () => {
    const ids = Array.from({ length: 40 }, (_, id) => id);
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

    const { rows } = await pool.query('SELECT "id", "text" FROM "mix" ORDER BY "id"');
    const kept = ids.filter((id) => id % 2 === 0).map((id) => ({ id, text: `text ${id}` }));
    expect(rows).toEqual(kept);
  });

  it('that lose their connection are rolled back', async () => {
    const client = new pg.Client({ connectionString: inject('databaseUrl') });
    client.on('error', () => {});
    await client.connect();
    await client.query('BEGIN');
    await client.query(`INSERT INTO "mix" VALUES (1001, 'lost')`);
    await client.end();
    const { rows } = await pool.query('SELECT * FROM "mix" WHERE "id" = 1001');
    expect(rows).toEqual([]);
  });
});

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

  it('is opened once, kept, and taken over from a process that was killed', async () => {
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
});
