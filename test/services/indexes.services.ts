import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { root } from '../support/installed.js';
import { mustRun } from '../support/run.js';
import { type Opened, openSubject } from './subject.js';
import { query, until } from './working.js';

const [plain, unique] = ['comments_author_id_created_at_idx', 'comments_post_id_author_id_key'];
const comment = (body: string): string =>
  `INSERT INTO comments (body, post_id, author_id) SELECT '${body}', p.id, p.author_id FROM posts p`;

let opened: Opened;
beforeAll(async () => {
  opened = await openSubject(['--preset', 'blog']);
  const { subject } = opened;
  await subject.migrate();
  await query(
    subject,
    `INSERT INTO users (email, name, password_hash) VALUES ('a@example.com', 'Ann', '');
     INSERT INTO posts (title, content, slug, author_id) SELECT 'A', 'B', 'a', id FROM users`,
  );
  for (const words of [
    ['Comment', 'author,createdAt'],
    ['Comment', 'post,author', '--unique'],
  ]) {
    const plinth = [join(root, 'dist/bin/plinth.js'), 'add', 'index', ...words, '--no-install'];
    await mustRun(process.execPath, plinth, { cwd: subject.files.dir });
  }
  await mustRun('npm', ['run', 'build'], { cwd: subject.files.dir });
});
beforeEach(async () => void (await query(opened.subject, 'DELETE FROM comments')));
afterAll(() => opened.close());

const indexes = () =>
  query(
    opened.subject,
    `SELECT relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class ON oid = indexrelid
     WHERE relname IN ('${plain}', '${unique}') ORDER BY 1`,
  );
const both = [
  { name: plain, valid: true },
  { name: unique, valid: true },
];
const migrated = (way: 'up' | 'down'): Promise<void> =>
  opened.subject.node(['dist/database/migrate.js', way]);

it('indexes are made while a transaction that writes is open, and keep no other writer waiting', async () => {
  const { subject } = opened;
  const writer = new pg.Client({ connectionString: subject.databaseUrl });
  await writer.connect();
  let isDone = false;
  try {
    await writer.query('BEGIN');
    await writer.query(comment('held'));
    const migration = migrated('up').finally(() => (isDone = true));
    await until('the first index is begun', 60_000, async () => (await indexes()).length > 0);
    await query(subject, `SET lock_timeout = '2s'; UPDATE posts SET title = 'C'; ${comment('meanwhile')}`);
    assert.equal(isDone, false, 'it did not wait for the open transaction');
    await writer.query('ROLLBACK');
    await migration;
  } finally {
    await writer.end();
  }
  expect(await indexes()).toEqual(both);
  const check = await subject.npm('run', 'migrate:check');
  expect(check.code, check.stdout + check.stderr).toBe(0);
});

it('a migration that failed is run again when the rows fit', async () => {
  const { subject } = opened;
  await migrated('down');
  await migrated('down');
  expect(await indexes()).toEqual([]);
  await query(subject, `${comment('one')}; ${comment('two')}`);
  await expect(migrated('up')).rejects.toThrow(/comments_post_id_author_id_key/);
  expect(await indexes()).toEqual([both[0], { name: unique, valid: false }]);
  await query(subject, `DELETE FROM comments WHERE body = 'two'`);
  await migrated('up');
  expect(await indexes()).toEqual(both);
  await expect(query(subject, comment('three'))).rejects.toThrow(/comments_post_id_author_id_key/);
});
