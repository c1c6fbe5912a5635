import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The process that has the embedded database open. */
export interface Owner {
  readonly pid: number;
  readonly since: number;
  /** Known once the database can be reached. */
  readonly port?: number;
}

/** True for one process only. The file is linked into place whole, so that nobody ever reads half of it. */
export function claimLock(lock: string): boolean {
  const draft = writeDraft(lock, { pid: process.pid, since: Date.now() });
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function publishPort(lock: string, port: number): void {
  renameSync(writeDraft(lock, { pid: process.pid, since: Date.now(), port }), lock);
}

export function readOwner(lock: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

export function removeLock(lock: string): void {
  if (readOwner(lock)?.pid === process.pid) rmSync(lock, { force: true });
}

/** Of two processes that find the same stale lock, the slower one must not take away the new lock of the faster one. */
export function removeStaleLock(lock: string, stale: Owner): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved?.pid !== stale.pid || moved.since !== stale.since) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function writeDraft(lock: string, owner: Owner): string {
  const draft = `${lock}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  return draft;
}
