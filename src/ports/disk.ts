import * as fs from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../core/errors.js';
import type { FileSource } from '../core/project.js';

/**
 * One folder of the disk. Paths are relative to it, with forward slashes; a path that leads outside, also through a link, is
 * refused. Every call is synchronous: what runs between two of them cannot be interrupted.
 */
export interface Disk {
  readonly root: string;
  /** The bytes of a file; undefined where there is none (or a folder). */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder, sorted; undefined where there is none. */
  list(folder: string): readonly string[] | undefined;
  /** The path that writing to `path` has to go to: a link's target, else itself. */
  target(path: string): string;
  /** Makes one folder; one that is there already is fine. */
  makeFolder(path: string): void;
  /** Writes a file that must not exist yet, and leaves nothing behind when it fails. */
  write(path: string, text: string, how?: WriteOptions): void;
  /** Gives the file a second name: a hard link, or a copy where the disk knows no links. */
  keep(path: string, copy: string): void;
  /** Moves a file over another, or a folder to a free name. */
  rename(from: string, to: string): void;
  /** Removes a file; one that is gone already is fine. */
  remove(path: string): void;
  /** Removes a folder if it is empty, and says whether it did. */
  removeFolder(path: string): boolean;
  /** Removes a folder with all that is in it. */
  removeTree(path: string): void;
  /** Makes the names in a folder survive a power cut. */
  flush(folder: string): void;
  /** The disk of a folder below this one. */
  at(folder: string): Disk;
  /** This process, and whether another one is still alive. */
  readonly pid: number;
  runs(pid: number): boolean;
  /** Milliseconds since a file was written; undefined where there is none. */
  age(path: string): number | undefined;
}

export interface WriteOptions {
  /** Take the mode of this file. */
  readonly like?: string;
  /** Return only when the text survives a power cut. */
  readonly flush?: boolean;
}

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
    return missingOk(() => {
      const file = this.followed(path);
      return fs.statSync(file).isFile() ? fs.readFileSync(file) : undefined;
    });
  }

  list(folder: string): readonly string[] | undefined {
    return missingOk(() => fs.readdirSync(this.followed(folder)).sort());
  }

  target(path: string): string {
    const stat = fs.lstatSync(this.located(path), { throwIfNoEntry: false });
    return stat?.isSymbolicLink() ? slashes(relative(this.real, this.followed(path))) : path;
  }

  makeFolder(path: string): void {
    fs.mkdirSync(this.located(path), { recursive: path === '' });
  }

  write(path: string, text: string, how: WriteOptions = {}): void {
    const file = this.located(path);
    const mode = how.like === undefined ? undefined : fs.statSync(this.located(how.like)).mode & 0o7777;
    const descriptor = fs.openSync(file, 'wx');
    try {
      fs.writeFileSync(descriptor, text);
      if (mode !== undefined) fs.fchmodSync(descriptor, mode);
      if (how.flush) fs.fsyncSync(descriptor);
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
      flushed(to, 'r+');
    }
  }

  rename(from: string, to: string): void {
    patiently(() => fs.renameSync(this.located(from), this.located(to)));
  }

  remove(path: string): void {
    fs.rmSync(this.located(path), { force: true });
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

  flush(folder: string): void {
    // Windows cannot open a folder to flush it, and does not need to.
    if (process.platform !== 'win32') flushed(this.located(folder), 'r');
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
    const stat = fs.statSync(this.located(path), { throwIfNoEntry: false });
    return stat && Date.now() - stat.mtimeMs;
  }

  /** The place of a path whose folder is known to be inside. The last part may be a link, which is not followed. */
  private located(path: string): string {
    const absolute = join(this.root, path);
    const folder = path === '' ? this.real : nearestReal(dirname(absolute));
    if (!inside(this.root, absolute) || !inside(this.real, folder)) throw outside(path, this.root);
    return absolute;
  }

  private followed(path: string): string {
    const file = fs.realpathSync.native(this.located(path));
    if (!inside(this.real, file)) throw outside(path, this.root);
    return file;
  }
}

const skipped = new Set(['node_modules', '.git', 'dist', 'coverage', '.data', '.plinth']);

/** A project's files, read when they are asked for. */
export function diskSource(root: string): FileSource {
  const disk = nodeDisk(root);
  return {
    read(path) {
      const bytes = disk.read(path);
      return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    },
    list: (folder) => missingOk(() => filesBelow(disk.root, folder)) ?? [],
  };
}

function filesBelow(root: string, folder: string): string[] {
  const entries = fs.readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(root, path);
    return entry.isFile() || linksToFile(root, path) ? [path] : [];
  });
}

function linksToFile(root: string, path: string): boolean {
  const real = missingOk(() => fs.realpathSync.native(join(root, path)));
  return real !== undefined && inside(realpathOrSelf(root), real) && fs.statSync(real).isFile();
}

function outside(path: string, root: string): UserError {
  return new UserError(`${path} leads outside ${root}.`, 'Plinth only touches files of the project itself.');
}

function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function nearestReal(folder: string): string {
  const real = missingOk(() => fs.realpathSync.native(folder));
  if (real !== undefined || dirname(folder) === folder) return real ?? folder;
  return join(nearestReal(dirname(folder)), basename(folder));
}

function realpathOrSelf(path: string): string {
  return missingOk(() => fs.realpathSync.native(path)) ?? path;
}

function missingOk<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
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

function flushed(path: string, flag: 'r' | 'r+'): void {
  const descriptor = fs.openSync(path, flag);
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
