import type { Disk, Stamped, WriteOptions } from '../../src/ports/disk.js';

interface Stored {
  readonly text: string;
  readonly mode: number;
}

/** A disk in memory, as strict as the real one: a missing folder, a taken name or a non-empty folder is an error with its errno. */
export class MemoryDisk implements Disk {
  readonly root = '/project';
  readonly pid = 1;
  readonly alive = new Set<number>([1]);
  private readonly files = new Map<string, Stored>();
  private readonly folders = new Set<string>(['']);

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.put(path, text);
  }

  /** Puts a file there as a user would, folders included. */
  put(path: string, text: string, mode = 0o644): void {
    for (let folder = parent(path); folder !== ''; folder = parent(folder)) this.folders.add(folder);
    this.files.set(path, { text, mode });
  }

  /** Everything that is there: files with their text and mode, folders with a slash. */
  snapshot(): Readonly<Record<string, string>> {
    const files = [...this.files].map(([path, { text, mode }]) => [path, `${mode.toString(8)} ${text}`]);
    const folders = [...this.folders].map((folder) => [`${folder}/`, '']);
    return Object.fromEntries([...files, ...folders].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  }

  read(path: string): Uint8Array | undefined {
    const file = this.files.get(path);
    return file && new TextEncoder().encode(file.text);
  }

  readStamped(path: string): Stamped | undefined {
    const bytes = this.read(path);
    return bytes && { bytes, stamp: this.stamp() };
  }

  list(folder: string): readonly string[] | undefined {
    if (!this.folders.has(folder)) return undefined;
    const all = [...this.files.keys(), ...this.folders].filter(
      (path) => path !== '' && parent(path) === folder,
    );
    return all.map((path) => path.slice(folder === '' ? 0 : folder.length + 1)).sort();
  }

  /** Each file has only just been written. */
  stamp(): undefined {
    return undefined;
  }

  target(path: string): string {
    return path;
  }

  makeFolder(path: string): void {
    this.needParent(path);
    if (this.files.has(path) || this.folders.has(path)) throw errno('EEXIST', path);
    this.folders.add(path);
  }

  writable(path: string): boolean {
    const file = this.files.get(path);
    return file === undefined || (file.mode & 0o222) !== 0;
  }

  write(path: string, text: string, how: WriteOptions = {}): void {
    this.needParent(path);
    if (this.files.has(path) || this.folders.has(path)) throw errno('EEXIST', path);
    const mode = how.like === undefined ? 0o644 : this.need(how.like).mode;
    this.files.set(path, { text, mode });
  }

  keep(path: string, copy: string): void {
    this.needParent(copy);
    if (this.files.has(copy)) throw errno('EEXIST', copy);
    this.files.set(copy, this.need(path));
  }

  rename(from: string, to: string): void {
    this.needParent(to);
    if (this.folders.has(from)) return this.renameFolder(from, to);
    const file = this.need(from);
    if (this.folders.has(to)) throw errno('EISDIR', to);
    this.files.delete(from);
    this.files.set(to, file);
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  removeFolder(path: string): boolean {
    if (this.list(path)?.length !== 0) return false;
    return this.folders.delete(path);
  }

  removeTree(path: string): void {
    const below = (name: string) => name === path || name.startsWith(`${path}/`);
    for (const file of [...this.files.keys()].filter(below)) this.files.delete(file);
    for (const folder of [...this.folders].filter(below)) this.folders.delete(folder);
  }

  flush(path: string): void {
    if (!this.folders.has(path) && !this.files.has(path)) throw errno('ENOENT', path);
  }

  at(folder: string): Disk {
    return new Below(this, folder);
  }

  runs(pid: number): boolean {
    return this.alive.has(pid);
  }

  age(path: string): number | undefined {
    return this.files.has(path) ? 0 : undefined;
  }

  mode(path: string): number | undefined {
    return this.files.get(path)?.mode;
  }

  private need(path: string): Stored {
    const file = this.files.get(path);
    if (file === undefined) throw errno('ENOENT', path);
    return file;
  }

  private needParent(path: string): void {
    if (!this.folders.has(parent(path))) throw errno('ENOENT', path);
  }

  private renameFolder(from: string, to: string): void {
    if (this.files.has(to)) throw errno('ENOTDIR', to);
    if ((this.list(to) ?? []).length > 0) throw errno('ENOTEMPTY', to);
    const moved = (path: string) => `${to}${path.slice(from.length)}`;
    const below = (path: string) => path === from || path.startsWith(`${from}/`);
    for (const folder of [...this.folders].filter(below)) {
      this.folders.delete(folder);
      this.folders.add(moved(folder));
    }
    for (const [path, file] of [...this.files].filter(([path]) => below(path))) {
      this.files.delete(path);
      this.files.set(moved(path), file);
    }
  }
}

/** A folder of another disk, as a disk: every path goes there with the folder's name in front. */
class Below implements Disk {
  readonly root: string;
  readonly pid: number;

  constructor(
    private readonly disk: Disk,
    private readonly folder: string,
  ) {
    this.root = `${disk.root}/${folder}`;
    this.pid = disk.pid;
  }

  read = (path: string) => this.disk.read(this.path(path));
  readStamped = (path: string) => this.disk.readStamped(this.path(path));
  list = (path: string) => this.disk.list(this.path(path));
  stamp = (): undefined => undefined;
  target = (path: string) => path;
  makeFolder = (path: string) => this.disk.makeFolder(this.path(path));
  keep = (path: string, copy: string) => this.disk.keep(this.path(path), this.path(copy));
  rename = (from: string, to: string) => this.disk.rename(this.path(from), this.path(to));
  remove = (path: string) => this.disk.remove(this.path(path));
  removeFolder = (path: string) => this.disk.removeFolder(this.path(path));
  removeTree = (path: string) => this.disk.removeTree(this.path(path));
  flush = (path: string) => this.disk.flush(this.path(path));
  at = (folder: string) => new Below(this.disk, this.path(folder));
  writable = (path: string) => this.disk.writable(this.path(path));
  runs = (pid: number) => this.disk.runs(pid);
  age = (path: string) => this.disk.age(this.path(path));
  mode = (path: string) => this.disk.mode(this.path(path));
  write = (path: string, text: string, how: WriteOptions = {}) =>
    this.disk.write(this.path(path), text, {
      ...how,
      ...(how.like !== undefined && { like: this.path(how.like) }),
    });

  private path(path: string): string {
    return path === '' ? this.folder : `${this.folder}/${path}`;
  }
}

/** An error as Node throws it. */
export function errno(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path: `/project/${path}` });
}

function parent(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
