import { randomBytes } from 'node:crypto';
import type { Disk } from '../ports/disk.js';
import { decoded, hashOf } from './bytes.js';
import { UserError } from './errors.js';
import { failure } from './io-failure.js';
import {
  type Entry,
  flushFolders,
  folderOf,
  type Journal,
  journalPath,
  plinthFolder,
  readJournal,
  rollBack,
  sealedPath,
  sweep,
} from './journal.js';
import type { Plan } from './plan.js';
import type { Change } from './project.js';

const unchanged = 'Nothing was changed. Fix that, then run the command again.';

/** Writes a plan into an existing project: all of it or nothing, also when it fails or is killed half way. */
export async function commit(plan: Plan, disk: Disk): Promise<void> {
  if (plan.changes.length === 0) return;
  const journal = prepared(plan, disk);
  open(journal, disk);
  try {
    stage(plan, journal, disk);
    refuseStale(plan, plan.seen, disk);
    swap(journal, disk);
  } catch (error) {
    takeBack(journal, disk, error);
  }
  afterwards(journal, disk);
}

function prepared(plan: Plan, disk: Disk): Journal {
  try {
    refuseUnfinished(disk);
    // The others once all is staged, which is when it counts.
    const before = new Map(plan.changes.map(({ path }) => [path, plan.seen.get(path)]));
    refuseStale(plan, before, disk);
    for (const change of plan.changes) if (change.kind !== 'create') refuseUndecodable(change, disk);
    refuseReadOnly(plan, disk);
    return journalOf(plan, disk);
  } catch (error) {
    throw failure(error, disk, unchanged);
  }
}

function refuseUnfinished(disk: Disk): void {
  if (readJournal(disk, journalPath) === 'none' && readJournal(disk, sealedPath) === 'none') return;
  throw new UserError('Another run of Plinth has not finished in this project.', 'Run the command again.');
}

function refuseStale({ project }: Plan, seen: Plan['seen'], disk: Disk): void {
  const stale = [...seen].filter(([path, text]) => {
    if (project.isUntouched(path)) return false;
    const bytes = disk.read(path);
    return (bytes && decoded(bytes)) !== text;
  });
  if (stale.length > 0) throw changed(stale.map(([path]) => path));
}

/** A rename would replace the file all the same: what somebody protected is not ours to change. */
function refuseReadOnly(plan: Plan, disk: Disk): void {
  const paths = plan.changes.filter(({ kind }) => kind !== 'create').map(({ path }) => path);
  const closed = paths.filter((path) => !disk.writable(disk.target(path)));
  if (closed.length === 0) return;
  const verb = closed.length === 1 ? 'is' : 'are';
  throw new UserError(
    `${closed.join(', ')} ${verb} read-only; nothing was written.`,
    `Make ${closed.length === 1 ? 'it' : 'them'} writable, for example with chmod u+w, then run the command again.`,
  );
}

/** Bytes that are no UTF-8 would come back as question marks. */
function refuseUndecodable({ path, before }: Exclude<Change, { kind: 'create' }>, disk: Disk): void {
  const bytes = before.includes('\uFFFD') ? disk.read(path) : undefined;
  if (bytes === undefined || hashOf(bytes) === hashOf(before)) return;
  throw new UserError(
    `${path} is not a UTF-8 text file, so it cannot be edited.`,
    'Save it as UTF-8, then run the command again.',
  );
}

function changed(paths: readonly string[]): UserError {
  const verb = paths.length === 1 ? 'has' : 'have';
  return new UserError(
    `${paths.join(', ')} ${verb} changed while Plinth was planning; nothing was written.`,
    'Run the command again.',
  );
}

function journalOf(plan: Plan, disk: Disk): Journal {
  const token = randomBytes(6).toString('hex');
  const entries = plan.changes.map((change) => entryOf(change, disk.target(change.path), token));
  const folders = new Set(
    entries.filter((entry) => entry.staged).flatMap((entry) => missingFolders(entry.path, disk)),
  );
  folders.delete(plinthFolder);
  return { pid: disk.pid, folders: [...folders], entries };
}

function entryOf(change: Change, path: string, token: string): Entry {
  const sibling = (suffix: string) => {
    const folder = folderOf(path);
    const name = `.${path.slice(folder === '' ? 0 : folder.length + 1)}.plinth-${token}${suffix}`;
    return folder === '' ? name : `${folder}/${name}`;
  };
  return {
    path,
    ...(change.kind !== 'remove' && { staged: sibling(''), hash: hashOf(change.after) }),
    ...(change.kind !== 'create' && { backup: sibling('-old') }),
  };
}

function missingFolders(path: string, disk: Disk): string[] {
  const folder = folderOf(path);
  return folder === '' || disk.list(folder) !== undefined ? [] : [...missingFolders(folder, disk), folder];
}

function open(journal: Journal, disk: Disk): void {
  const fresh = disk.list(plinthFolder) === undefined;
  try {
    if (fresh) disk.makeFolder(plinthFolder);
    disk.write(journalPath, JSON.stringify(journal));
    disk.flush(journalPath);
    disk.flush(plinthFolder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') refuseUnfinished(disk);
    takeBack(journal, disk, error);
  }
}

function stage(plan: Plan, journal: Journal, disk: Disk): void {
  for (const folder of journal.folders) disk.makeFolder(folder);
  journal.entries.forEach(({ path, staged, backup }, index) => {
    const change = plan.changes[index];
    if (staged !== undefined && change !== undefined && change.kind !== 'remove') {
      disk.write(staged, change.after, backup === undefined ? {} : { like: path });
    }
    if (backup !== undefined) disk.keep(path, backup);
  });
  for (const { staged } of journal.entries) if (staged !== undefined) disk.flush(staged);
  flushFolders(journal, disk);
}

function swap(journal: Journal, disk: Disk): void {
  for (const { path, staged } of journal.entries) {
    if (staged === undefined) disk.remove(path);
    else disk.rename(staged, path);
  }
  flushFolders(journal, disk);
  disk.rename(journalPath, sealedPath);
}

function takeBack(journal: Journal, disk: Disk, reason: unknown): never {
  try {
    rollBack(journal, disk);
  } catch (error) {
    throw failure(
      error,
      disk,
      'The project is half changed. Fix that, then run any plinth command: it rolls back the rest.',
    );
  }
  throw failure(reason, disk, unchanged);
}

/** The changes are made by now: what cannot be swept up is left to the next run. */
function afterwards(journal: Journal, disk: Disk): void {
  try {
    disk.flush(plinthFolder);
    sweep(journal, disk);
  } catch {
    return;
  }
}
