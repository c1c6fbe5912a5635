import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Transactional } from '../../../src/platform/database/transaction.js';
import { startApp, type TestApp } from '../../support/app.js';

/** Two modules may have one of these each. */
class Notes implements Transactional<Notes> {
  readonly #manager: EntityManager;

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  readonly within = (manager: EntityManager): Notes => new Notes(manager);

  add(text: string): Promise<unknown> {
    return this.#manager.query('INSERT INTO "_notes" VALUES ($1)', [text]);
  }

  async all(): Promise<string[]> {
    const rows: { text: string }[] = await this.#manager.query('SELECT "text" FROM "_notes"');
    return rows.map(({ text }) => text).toSorted();
  }
}

describe('a transaction', () => {
  let app: TestApp;
  let manager: EntityManager;
  let left: Notes;
  let right: Notes;

  beforeAll(async () => {
    app = await startApp();
    manager = app.context.dataSource.manager;
    await manager.query('CREATE TABLE "_notes" ("text" text NOT NULL)');
    left = new Notes(manager);
    right = new Notes(manager);
  });

  beforeEach(() => manager.query('DELETE FROM "_notes"'));

  afterAll(async () => {
    await manager.query('DROP TABLE "_notes"');
    await app.close();
  });

  it('keeps what several repositories wrote', async () => {
    const result = await inTransaction(manager, left, async (notes: Notes, within) => {
      await notes.add('one');
      await within(right).add('two');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await right.all()).toEqual(['one', 'two']);
  });

  it('keeps nothing of any of them if the work fails', async () => {
    const failing = inTransaction(manager, left, async (notes: Notes, within) => {
      await notes.add('one');
      await within(right).add('two');
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await left.all()).toEqual([]);
  });
});
