import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';

/** What V8 made of a program, kept in the user's cache folder. It is never needed: whatever is wrong with it, there is none. */
export interface CodeCache {
  read(): Buffer | undefined;
  write(code: Buffer): void;
}

const month = 30 * 24 * 3600 * 1000;
const hashLength = 32;

/** @param id tells this program from others of that name. */
export function codeCache(name: string, id: string, base = cacheBase(process.env)): CodeCache {
  const folder = join(base, 'plinth');
  // V8's tag stands for its version, its flags and the processor.
  const tag = [id, process.version, process.arch, cachedDataVersionTag()].join(' ');
  const path = join(folder, `${name}-${hashOf(tag).toString('hex').slice(0, 16)}.bin`);
  return {
    read: () => silently(() => checked(ownBytes(path), tag)),
    write: (code) =>
      void silently(() => {
        if (!isOurs(existsSync(base) ? base : dirname(base))) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replace(path, Buffer.concat([hashOf(tag, code), code]));
        sweep(folder, name, path);
      }),
  };
}

function silently<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

const hashOf = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The bytes after their hash; V8 does not look whether they are whole. */
function checked(bytes: Buffer | undefined, tag: string): Buffer | undefined {
  const code = bytes?.subarray(hashLength);
  return code && bytes?.subarray(0, hashLength).equals(hashOf(tag, code)) ? code : undefined;
}

/** What somebody else wrote is not run. */
function ownBytes(path: string): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    return isOwn(fstatSync(file)) ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}

const isOurs = (folder: string): boolean => isOwn(statSync(folder));

/** Windows knows no numbers of users, and keeps others out of the folder. */
const isOwn = ({ uid }: { readonly uid: number }): boolean =>
  process.getuid === undefined || uid === process.getuid();

/** Another process may be at it: each writes a file of its own, and the last one counts. */
function replace(path: string, bytes: Buffer): void {
  const beside = `${path}.${process.pid}`;
  try {
    writeFileSync(beside, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Those of other versions of Node and of ours, once they are old. */
function sweep(folder: string, name: string, kept: string): void {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const isOld = Date.now() - statSync(path).mtimeMs > month;
    if (entry.startsWith(`${name}-`) && path !== kept && isOld) rmSync(path, { force: true });
  }
}

function cacheBase(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: chosen, LOCALAPPDATA: local } = env;
  if (chosen !== undefined && isAbsolute(chosen)) return chosen;
  if (process.platform === 'win32' && local !== undefined) return local;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}
