import type { Disk } from '../ports/disk.js';
import { UserError } from './errors.js';
import { decoded, hashOf } from './bytes.js';

export const plinthFolder = '.plinth';
/** There while a commit is under way: whoever finds it takes the commit back. */
export const journalPath = `${plinthFolder}/journal.json`;
/** There once every file is in place: whoever finds it sweeps up. The renaming between the two is the commit's one moment. */
export const sealedPath = `${plinthFolder}/journal-done.json`;

/** One file of a commit. A new file has no backup; a removed one is not staged. */
export interface Entry {
  readonly path: string;
  readonly staged?: string;
  readonly backup?: string;
  /** Of the text as it will be, to know our own work from the user's. */
  readonly hash?: string;
}

export interface Journal {
  readonly pid: number;
  /** The folders this commit makes, parents first. */
  readonly folders: readonly string[];
  readonly entries: readonly Entry[];
}

/** Takes a commit back. May be repeated after a kill. Returns the files that somebody else has changed since, which are left alone. */
export function rollBack(journal: Journal, disk: Disk): readonly string[] {
  const foreign = [...journal.entries].reverse().filter((entry) => !restored(entry, disk));
  for (const { staged } of journal.entries) if (staged !== undefined) disk.remove(staged);
  for (const folder of [...journal.folders].reverse()) disk.removeFolder(folder);
  flushFolders(journal, disk);
  disk.remove(journalPath);
  disk.removeFolder(plinthFolder);
  return foreign.map((entry) => entry.path);
}

/** Removes what a finished commit left: backups, and folders that are empty now. */
export function sweep(journal: Journal, disk: Disk): void {
  for (const { backup } of journal.entries) if (backup !== undefined) disk.remove(backup);
  for (const { path, staged } of journal.entries) if (staged === undefined) prune(folderOf(path), disk);
  disk.remove(sealedPath);
  disk.removeFolder(plinthFolder);
}

export function flushFolders(journal: Journal, disk: Disk): void {
  for (const folder of new Set(journal.entries.map((entry) => folderOf(entry.path)))) {
    if (disk.list(folder) !== undefined) disk.flush(folder);
  }
}

/** A journal cut off by a kill is no journal yet: nothing had been done when it was being written. */
export function readJournal(disk: Disk, path: string): Journal | 'none' | 'unfinished' {
  const bytes = disk.read(path);
  if (bytes === undefined) return 'none';
  try {
    return shaped(JSON.parse(decoded(bytes)), path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    return 'unfinished';
  }
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function restored(entry: Entry, disk: Disk): boolean {
  return entry.backup === undefined ? uncreated(entry, disk) : broughtBack(entry, entry.backup, disk);
}

function uncreated({ path, staged, hash }: Entry, disk: Disk): boolean {
  const now = disk.read(path);
  const waiting = staged !== undefined && disk.read(staged) !== undefined;
  if (now === undefined || waiting) return true;
  if (hashOf(now) !== hash) return false;
  disk.remove(path);
  return true;
}

function broughtBack({ path, hash }: Entry, backup: string, disk: Disk): boolean {
  const kept = disk.read(backup);
  if (kept === undefined) return true;
  const now = disk.read(path);
  if (now === undefined || hashOf(now) === hash) {
    disk.rename(backup, path);
    return true;
  }
  disk.remove(backup);
  return hashOf(now) === hashOf(kept);
}

function prune(folder: string, disk: Disk): void {
  if (folder !== '' && disk.removeFolder(folder)) prune(folderOf(folder), disk);
}

function shaped(value: unknown, path: string): Journal {
  const journal = value as Partial<Journal> | null;
  const sound =
    typeof journal?.pid === 'number' && Array.isArray(journal.folders) && Array.isArray(journal.entries);
  if (sound) return journal as Journal;
  throw new UserError(
    `${path} is not a journal this version of Plinth knows.`,
    `Compare the project with git, then delete ${path}.`,
  );
}
