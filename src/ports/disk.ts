/**
 * One folder of the disk. Paths are relative to it, with forward slashes; a path that leads outside, also through a link, is
 * refused. Every call is synchronous: what runs between two of them cannot be interrupted.
 */
export interface Disk {
  readonly root: string;
  /** The bytes of a file; undefined where there is none (or a folder). */
  read(path: string): Uint8Array | undefined;
  /** The same, with the stamp that the file had before it was read. */
  readStamped(path: string): Stamped | undefined;
  /** The names in a folder, sorted; undefined where there is none. */
  list(folder: string): readonly string[] | undefined;
  /** The path that writing to `path` has to go to: a link's target, else itself. */
  target(path: string): string;
  /** Makes one folder that must not exist yet. */
  makeFolder(path: string): void;
  /** Whether a file may be replaced: not where its mode forbids everybody to write, which does not stop root by itself. */
  writable(path: string): boolean;
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
  /** Makes a file's text, or the names in a folder, survive a power cut. Cheaper after several writes than after each. */
  flush(path: string): void;
  /** The disk of a folder below this one. */
  at(folder: string): Disk;
  /** This process, and whether another one is still alive. */
  readonly pid: number;
  runs(pid: number): boolean;
  /** Differs after each write to a file; undefined where that cannot be relied on, as of a file written just now, or where there is none. */
  stamp(path: string): string | undefined;
  /** Milliseconds since a file was written; undefined where there is none. */
  age(path: string): number | undefined;
  /** Who may do what with a file: `0o600`; undefined where there is none, and on Windows, which has no such bits. */
  mode(path: string): number | undefined;
}

export interface Stamped {
  readonly bytes: Uint8Array;
  readonly stamp: string | undefined;
}

export interface WriteOptions {
  /** Take the mode and the owner of this file. */
  readonly like?: string;
}
