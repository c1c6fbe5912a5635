import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blog } from '../adding/blog.js';
import { lostAnywhere } from '../adding/hand-edited.js';
import { databasesOfSuite } from '../adding/databases.js';
import { onDisk, subjectIn } from '../adding/on-disk.js';
import { adapterPairs, type Files } from '../adding/planning.js';
import { plinth } from '../adding/plinth.js';
import { sandbox } from '../cli/sandbox.js';
import { handsOn } from '../projects/index.js';
import { withClient } from '../support/database.js';
import { commands, preparations, rows } from './commands.js';
import { type Cell, changesTable, type Tried } from './table.js';

const tried: Tried[] = [];
const open = databasesOfSuite();
let url = '';
beforeAll(async () => void (url = await open()));
afterAll(() => {
  const folder = join(import.meta.dirname, '../../.cache');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'changes.md'), changesTable(tried));
});

/** The project that a command is tried in: somebody's blog with what is prepared, made by the same program. */
async function prepared(files: Files): Promise<Files> {
  const box = sandbox();
  try {
    box.write(Object.fromEntries(files));
    for (const words of preparations)
      expect((await plinth(box, [...words, '--no-install'])).code, words.join(' ')).toBe(0);
    return filesIn(box.snapshot());
  } finally {
    box.remove();
  }
}

/** A blog that is edited or not, and prepared. */
interface Subject {
  readonly files: Files;
  /** The lines that are written by hand. */
  readonly own: readonly string[];
}

/** The lines of an edited blog that Plinth did not write. */
function ownLines(generated: Files, edited: Files): Subject['own'] {
  return [...edited].flatMap(([path, text]) => lostAnywhere(generated.get(path) ?? '', text, ''));
}

/** Runs a command in a project, looks for what is gone of the lines written by hand, and undoes it. */
async function runIn(
  { files, own }: Subject,
  words: readonly string[],
): Promise<Cell & { readonly files: Files }> {
  const box = sandbox();
  try {
    box.write(Object.fromEntries(files));
    const before = box.snapshot();
    const { code, stdout } = await plinth(box, [...words, '--yes', '--no-install', '--json']);
    const { manual = [] } = JSON.parse(stdout) as { manual?: readonly { reason: string }[] };
    expect([words.join(' '), code], stdout).toEqual([words.join(' '), manual.length === 0 ? 0 : 3]);
    const after = filesIn(box.snapshot());
    const all = [...after.values()].join('\n');
    const gone = lostAnywhere('', own.join('\n'), all);
    expect((await plinth(box, ['undo', '--drop-migrations', '--no-install'])).code).toBe(0);
    expect(box.snapshot(), `undo of ${words.join(' ')}`).toEqual(before);
    return { reasons: manual.map(({ reason }) => reason), gone, files: after };
  } finally {
    box.remove();
  }
}

const filesIn = (snapshot: Readonly<Record<string, string>>): Files =>
  new Map(
    Object.entries(snapshot).flatMap(([path, entry]) =>
      entry.startsWith('folder ') ? [] : [[path, entry.slice(entry.indexOf(' ') + 1)] as const],
    ),
  );

/** How many rows there are in all tables of the project's own. */
async function rowCount(): Promise<number> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    );
    let count = 0;
    for (const { tablename } of tables) {
      const { rows: found } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM "${tablename}"`,
      );
      count += found[0]?.n ?? 0;
    }
    return count;
  });
}

/** The migrations of a command on tables with rows: up, equal to the entities, down. */
async function onRows(before: Files, after: Files): Promise<string> {
  const isMigration = (path: string): boolean => path.includes('/migrations/');
  const count = [...after.keys()].filter((path) => isMigration(path) && !before.has(path)).length;
  if (count === 0) return 'no migration';
  await onDisk(before, (dir) => subjectIn(dir, url).migrate());
  await withClient(url, (client) => client.query(rows));
  const filled = await rowCount();
  return onDisk(after, async (dir) => {
    const subject = subjectIn(dir, url, { fresh: false });
    await subject.node(['dist/database/migrate.js', 'up']);
    await subject.node(['dist/database/migrate.js', 'check']);
    const left = await rowCount();
    return `${left} of ${filled} rows; down: ${await down(subject, count)}`;
  });
}

/** How many rows there are when the migrations are taken back. A required column comes back to an empty table alone. */
async function down(subject: ReturnType<typeof subjectIn>, count: number): Promise<string> {
  try {
    await subject.migrateDown({ count });
    return String(await rowCount());
  } catch (error) {
    if (!String(error).includes("code: '23502'")) throw error;
    return 'to an empty table';
  }
}

describe.each(adapterPairs)('changes on $http', (adapters) => {
  let fresh: Subject;
  let edited: readonly (Subject & { readonly hand: string })[];
  beforeAll(async () => {
    const files = await blog(adapters);
    fresh = { files: await prepared(files), own: [] };
    edited = await Promise.all(
      handsOn(adapters.http).map(async ([hand, { apply }]) => {
        const changed = await apply(files);
        return { hand, files: await prepared(changed), own: ownLines(files, changed) };
      }),
    );
  });

  it.each(commands.map((words) => [words.join(' '), words] as const))('%s', async (command, words) => {
    const inFresh = await runIn(fresh, words);
    const inEdited: (Cell & { readonly hand: string })[] = [];
    for (const one of edited) {
      const { reasons, gone } = await runIn(one, words);
      inEdited.push({ hand: one.hand, reasons, gone });
    }
    const onTables = await onRows(fresh.files, inFresh.files);
    tried.push({ command, framework: adapters.http, fresh: inFresh, edited: inEdited, rows: onTables });
  });
});
