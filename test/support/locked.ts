import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const STALE_MS = 60_000;

/** Runs the work while no other process (a second vitest worker, say) does work under the same lock. */
export async function locked<T>(lock: string, work: () => Promise<T> | T): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!claim(lock)) await delay(200);
  // The holder keeps the lock young, so that one left behind by a killed process is told apart from it.
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), STALE_MS / 6);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { recursive: true, force: true });
  }
}

function claim(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (age(lock) > STALE_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function age(lock: string): number {
  const stats = statSync(lock, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}
