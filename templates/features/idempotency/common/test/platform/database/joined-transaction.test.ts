import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JoinedTransaction } from '../../../src/platform/database/joined-transaction.js';
import { onListConnection } from '../../../src/platform/database/list-connections.js';
import { startApp, type TestApp } from '../../support/app.js';

describe('a joined transaction', () => {
  let app: TestApp;
  let dataSource: DataSource;
  let transaction: JoinedTransaction;

  beforeAll(async () => {
    app = await startApp();
    dataSource = app.context.dataSource;
    transaction = new JoinedTransaction(dataSource);
    await dataSource.query('CREATE TABLE "_notes" ("text" text NOT NULL UNIQUE)');
  });
  beforeEach(() => dataSource.query('DELETE FROM "_notes"'));
  afterAll(async () => {
    await dataSource.query('DROP TABLE "_notes"');
    await app.close();
  });

  const add = (text: string): Promise<unknown> =>
    dataSource.query('INSERT INTO "_notes" VALUES ($1)', [text]);

  async function all(): Promise<readonly string[]> {
    const rows: { text: string }[] = await dataSource.query(
      'SELECT "text" FROM "_notes" ORDER BY "text"',
    );
    return rows.map(({ text }) => text);
  }

  it('has what the work does, with whatever it does it', async () => {
    const failing = transaction.run(async () => {
      await add('one');
      await dataSource.manager.transaction((manager) =>
        manager.query(`INSERT INTO "_notes" VALUES ('two')`),
      );
      expect(await all()).toEqual(['one', 'two']);
      const list = dataSource.createQueryBuilder().select('note.text').from('_notes', 'note');
      const listed = await onListConnection(list, 'list', () => list.getRawMany());
      expect(listed).toHaveLength(2);
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await all()).toEqual([]);
  });

  it('is kept with what the work returns', async () => {
    const result = await transaction.run(async () => {
      await add('one');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await all()).toEqual(['one']);
  });

  it('goes on after a statement that failed, also of several at once', async () => {
    await transaction.run(async () => {
      const outcomes = await Promise.allSettled([add('one'), add('one'), add('two')]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const inner = dataSource.manager.transaction(async (manager) => {
        await manager.query(`INSERT INTO "_notes" VALUES ('three')`);
        throw new Error('No.');
      });
      await expect(inner).rejects.toThrow('No.');
      await add('four');
    });
    expect(await all()).toEqual(['four', 'one', 'two']);
  });

  it('is over for what the work has not waited for', async () => {
    const late: Promise<unknown>[] = [];
    await transaction.run(async () => {
      await add('one');
      late.push(delay(20).then(() => add('two')));
    });
    await Promise.all(late);
    expect(await all()).toEqual(['one', 'two']);
  });

  it('takes no more of what a work that failed had begun', async () => {
    let late: Promise<readonly PromiseSettledResult<unknown>[]> = Promise.resolve([]);
    const failing = transaction.run(async (manager) => {
      late = Promise.allSettled([
        manager.query('SELECT 1').then(() => add('one')),
        manager.query('SELECT 1').then(() => manager.query(`INSERT INTO "_notes" VALUES ('two')`)),
      ]);
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect((await late).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await all()).toEqual(['one']);
  });

  it('gives its connection back, whatever happens', async () => {
    const more = app.context.config.DATABASE_POOL_MAX + 1;
    for (let time = 0; time < more; time += 1) {
      const failing = transaction.run(() => Promise.reject(new Error('No.')));
      await expect(failing).rejects.toThrow('No.');
    }
    expect(await all()).toEqual([]);
  });
});
