import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  claimLock,
  type Owner,
  publishPort,
  readOwner,
  removeLock,
  removeStaleLock,
} from './lock.js';
import type { EmbeddedDatabase } from '../../src/platform/database/embedded.js';
import { keep, KEPT, readKept } from './kept.js';
import { serveBackend } from './server.js';

const START_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 12_000;
const POLL_MS = 100;
const IN_MEMORY = 'memory://';

/**
 * PostgreSQL inside this process, reached over a local socket like any other. Two processes must not open one directory,
 * so the first is its owner and the others (`npm run migrate` beside `npm run dev`) connect to it.
 */
export async function openEmbedded(directory: string): Promise<EmbeddedDatabase> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = join(directory, 'owner.json');
  const start = Date.now();
  for (let waited = 0; waited < START_LIMIT_MS + CLOSE_LIMIT_MS; waited = Date.now() - start) {
    if (claimLock(lock)) return own(directory, lock);
    const owner = readOwner(lock);
    if (owner?.port !== undefined && (await answers(owner.port))) {
      return { url: urlOf(owner.port), close: async () => {} };
    }
    if (owner && isGone(owner, waited)) removeStaleLock(lock, owner);
    else await delay(POLL_MS);
  }
  throw new Error(`The process that has the embedded database does not answer; see ${lock}.`);
}

/** A database that is gone when it is closed. */
export function openInMemory(kept = KEPT): Promise<EmbeddedDatabase> {
  return serve(IN_MEMORY, kept);
}

async function own(directory: string, lock: string): Promise<EmbeddedDatabase> {
  const release = (): void => removeLock(lock);
  process.once('exit', release);
  try {
    const { url, close } = await serveDirectory(join(directory, 'pg'));
    publishPort(lock, Number(new URL(url).port));
    return { url, close: () => close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** A directory whose making was cut short cannot be opened, and holds nothing yet: it is put aside. */
async function serveDirectory(dataDir: string): Promise<EmbeddedDatabase> {
  const complete = join(dataDir, 'complete');
  if (existsSync(dataDir) && !existsSync(complete)) {
    rmSync(`${dataDir}.incomplete`, { recursive: true, force: true });
    renameSync(dataDir, `${dataDir}.incomplete`);
  }
  const database = await serve(dataDir);
  writeFileSync(complete, '');
  return database;
}

async function serve(dataDir: string, kept = KEPT): Promise<EmbeddedDatabase> {
  // Large: loaded only where there is no DATABASE_URL.
  const { PGlite } = await import('@electric-sql/pglite');
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
  // For a migration that makes an index for searches: an extension that every PostgreSQL server brings along.
  const isNew = dataDir === IN_MEMORY || !existsSync(dataDir);
  const loadDataDir = isNew ? readKept(kept) : undefined;
  const options = { extensions: { pg_trgm }, ...(loadDataDir && { loadDataDir }) };
  const database = await PGlite.create(dataDir, options);
  if (isNew && !loadDataDir) await keep(database, kept);
  const server = await serveBackend(database);
  const close = async (): Promise<void> => {
    await server.close();
    await database.close();
  };
  return { url: urlOf(server.port), close };
}

const urlOf = (port: number): string => `postgresql://postgres@127.0.0.1:${port}/postgres`;

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** A process id alone proves little, because it may have been given to another process since: there is a limit too. */
function isGone(owner: Owner, waited: number): boolean {
  if (owner.pid === process.pid) return owner.since < performance.timeOrigin;
  if (!isAlive(owner.pid)) return true;
  if (owner.port !== undefined) return waited > CLOSE_LIMIT_MS;
  return Date.now() - owner.since > START_LIMIT_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
