import * as fs from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import type { Disk, Stamped, WriteOptions } from './disk.js';
import { codeOf, inside, missingOk, nearestReal, realpathOrSelf, slashes } from './real-path.js';

/** File systems count time in steps of up to two seconds: a second write within one of them is not seen in the times. */
const COARSEST_MS = 2_000;

/** A pipe without a writer is opened at once, too; it is no file. Windows has no such flag, nor such pipes in folders. */
const readingFlags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/** The real thing. */
export function nodeDisk(root: string): Disk {
  return new NodeDisk(resolve(root));
}

/** Splits a folder that may not exist yet into the nearest one that does, and the rest of the way with forward slashes. */
export function placeOf(target: string): { readonly parent: string; readonly folder: string } {
  const absolute = resolve(target);
  let parent = dirname(absolute);
  while (!fs.existsSync(parent) && dirname(parent) !== parent) parent = dirname(parent);
  return { parent, folder: slashes(relative(parent, absolute)) };
}

class NodeDisk implements Disk {
  readonly pid = process.pid;
  private readonly real: string;

  constructor(readonly root: string) {
    this.real = realpathOrSelf(root);
  }

  read(path: string): Uint8Array | undefined {
    return this.readStamped(path)?.bytes;
  }

  readStamped(path: string): Stamped | undefined {
    return missingOk(() => {
      const descriptor = fs.openSync(this.followed(path), readingFlags);
      try {
        const stat = fs.fstatSync(descriptor);
        // First, so that a write in between is seen.
        const stamp = stampOf(stat);
        return stat.isFile() ? { bytes: fs.readFileSync(descriptor), stamp } : undefined;
      } finally {
        fs.closeSync(descriptor);
      }
    });
  }

  list(folder: string): readonly string[] | undefined {
    return missingOk(() => fs.readdirSync(this.followed(folder)).sort());
  }

  target(path: string): string {
    const stat = missingOk(() => fs.lstatSync(this.located(path)));
    return stat?.isSymbolicLink() ? slashes(relative(this.real, this.followed(path))) : path;
  }

  makeFolder(path: string): void {
    fs.mkdirSync(this.located(path));
  }

  writable(path: string): boolean {
    const file = this.located(path);
    return missingOk(() => (fs.statSync(file).mode & 0o222) !== 0 && isPermitted(file)) ?? true;
  }

  write(path: string, text: string, how: WriteOptions = {}): void {
    const file = this.located(path);
    const like = how.like === undefined ? undefined : fs.statSync(this.located(how.like));
    const descriptor = fs.openSync(file, 'wx');
    try {
      fs.writeFileSync(descriptor, text);
      if (like !== undefined) makeLike(descriptor, like);
    } catch (error) {
      fs.unlinkSync(file);
      throw error;
    } finally {
      fs.closeSync(descriptor);
    }
  }

  keep(path: string, copy: string): void {
    const [from, to] = [this.located(path), this.located(copy)];
    try {
      fs.linkSync(from, to);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
      fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
      flushed(to);
    }
  }

  rename(from: string, to: string): void {
    patiently(() => fs.renameSync(this.located(from), this.located(to)));
  }

  remove(path: string): void {
    missingOk(() => fs.unlinkSync(this.located(path)));
  }

  removeFolder(path: string): boolean {
    try {
      fs.rmdirSync(this.located(path));
      return true;
    } catch (error) {
      if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EACCES'].includes(codeOf(error)))
        return false;
      throw error;
    }
  }

  removeTree(path: string): void {
    fs.rmSync(this.located(path), { recursive: true, force: true });
  }

  flush(path: string): void {
    flushed(this.located(path));
  }

  at(folder: string): Disk {
    return new NodeDisk(this.located(folder));
  }

  runs(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return codeOf(error) === 'EPERM';
    }
  }

  age(path: string): number | undefined {
    return missingOk(() => Date.now() - fs.statSync(this.located(path)).mtimeMs);
  }

  stamp(path: string): string | undefined {
    return missingOk(() => stampOf(fs.statSync(join(this.root, path))));
  }

  mode(path: string): number | undefined {
    if (process.platform === 'win32') return undefined;
    return missingOk(() => fs.statSync(this.followed(path)).mode & 0o7777);
  }

  /** The place of a path whose folder is known to be inside. The last part may be a link, which is not followed. */
  private located(path: string): string {
    const absolute = join(this.root, path);
    const folder = path === '' ? this.real : nearestReal(dirname(absolute));
    if (!inside(this.root, absolute) || !inside(this.real, folder)) throw outside(path, this.root);
    return absolute;
  }

  /** Where a path leads, which is inside. */
  private followed(path: string): string {
    const absolute = join(this.root, path);
    // What is not there is looked for again: its folder may lead outside.
    const file =
      missingOk(() => fs.realpathSync.native(absolute)) ?? fs.realpathSync.native(this.located(path));
    if (!inside(this.root, absolute) || !inside(this.real, file)) throw outside(path, this.root);
    return file;
  }
}

/** Times are in milliseconds with fractions: exact to less than a microsecond. */
function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: fs.Stats): string | undefined {
  return Date.now() - ctimeMs < COARSEST_MS ? undefined : `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

function outside(path: string, root: string): UserError {
  return new UserError(`${path} leads outside ${root}.`, 'Plinth only touches files of the project itself.');
}

function isPermitted(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The owner first, since a new owner takes special bits of the mode away. */
function makeLike(descriptor: number, { uid, gid, mode }: fs.Stats): void {
  const own = fs.fstatSync(descriptor);
  if (own.uid !== uid || own.gid !== gid) fs.fchownSync(descriptor, uid, gid);
  fs.fchmodSync(descriptor, mode & 0o7777);
}

/** On Windows a virus scanner may hold a fresh file for a moment. */
function patiently(act: () => void, tries = process.platform === 'win32' ? 10 : 1): void {
  try {
    act();
  } catch (error) {
    if (tries <= 1 || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
    patiently(act, tries - 1);
  }
}

/** Windows flushes only what is open for writing, and cannot (and need not) flush a folder. */
function flushed(path: string): void {
  const windows = process.platform === 'win32';
  if (windows && fs.statSync(path).isDirectory()) return;
  const descriptor = fs.openSync(path, windows ? 'r+' : 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
