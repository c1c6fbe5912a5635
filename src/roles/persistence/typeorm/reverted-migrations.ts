import type { Draft } from '../../../core/draft.js';
import type { Exported } from '../../http/contract.js';
import { namesOf } from '../../../resource/names.js';
import { migrationHistory } from './history.js';

const FILE = /(?:^|\/)migrations\/\d{13}-([\w-]+)\.ts$/;
const CLASS = /\bexport\s+class\s+([A-Za-z_$][\w$]*)/;

/** Whether a file is a migration of ours, by its path. */
export const isMigration = (path: string): boolean => FILE.test(path);

type Listing = (draft: Draft, exported: Exported) => void;

/** The classes that migrations export; none where a file exports none. */
export const classesIn = (draft: Draft, paths: readonly string[]) =>
  paths.map((path) => ({ path, symbol: CLASS.exec(draft.project.read(path) ?? '')?.[1] }));

/** Lists migrations, given the last first, where a list has lost them. */
export function listMigrations(draft: Draft, paths: readonly string[], migration: Listing): void {
  for (const { path, symbol } of classesIn(draft, paths).toReversed()) {
    if (symbol !== undefined) migration(draft, { symbol, from: withoutSuffix(path) });
  }
}

/** Writes for each migration a new one that takes it back, the last first. */
export function revertMigrations(
  draft: Draft,
  paths: readonly string[],
  now: Date,
  migration: Listing,
): void {
  for (const { path, symbol } of classesIn(draft, paths)) {
    if (symbol === undefined) manualStep(draft, path);
    else migration(draft, reverting(draft, path, symbol, now));
  }
}

function reverting(draft: Draft, path: string, reverted: string, now: Date): Exported {
  const title = FILE.exec(path)?.[1] ?? '';
  const stamp = String(migrationHistory(draft.project).next(now).getTime());
  const migration = `Undo${namesOf(reverted.replace(/\d{13}$/, '')).pascal}${stamp}`;
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.ts$/, '');
  draft.render('persistence/typeorm/reverted-migration', { stamp, title, migration, reverted, file });
  return { symbol: migration, from: `src/database/migrations/${stamp}-undo-${title}` };
}

const withoutSuffix = (path: string): string => path.replace(/\.ts$/, '');

function manualStep(draft: Draft, path: string): void {
  draft.manual({
    path,
    what: 'write a migration that takes this one back',
    reason: `${path} exports no class.`,
    snippet: '',
  });
}

/** The tables and columns that go when a migration is taken back: `posts`, `posts.subtitle`. */
export function droppedByReverting(text: string): readonly string[] {
  const down = text.slice(Math.max(0, text.search(/\basync\s+down\s*\(/)));
  const tables = [...down.matchAll(/DROP TABLE "(\w+)"/g)].map(([, table = '']) => table);
  const columns = [...down.matchAll(/ALTER TABLE "(\w+)"([^`]*)/g)].flatMap(([, table = '', clauses = '']) =>
    [...clauses.matchAll(/DROP COLUMN "(\w+)"/g)].map(([, column = '']) => `${table}.${column}`),
  );
  return [...tables, ...columns];
}
