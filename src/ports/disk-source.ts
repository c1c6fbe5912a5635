import * as fs from 'node:fs';
import { join } from 'node:path';
import { decoded } from '../core/bytes.js';
import { UserError } from '../core/errors.js';
import type { FileSource } from '../core/project.js';
import { nodeDisk } from './node-disk.js';
import { codeOf, inside, missingOk, realpathOrSelf } from './real-path.js';

const skipped = new Set(['node_modules', '.git', 'dist', 'coverage', '.data', '.plinth']);

/** A project's files, read when they are asked for. */
export function diskSource(root: string): FileSource {
  const disk = nodeDisk(root);
  const stamps = new Map<string, string | undefined>();
  return {
    read: (path) =>
      readable(path, () => {
        const found = disk.readStamped(path);
        stamps.set(path, found?.stamp);
        return found?.bytes;
      }),
    isUntouched(path) {
      const stamp = stamps.get(path);
      return stamp !== undefined && stamp === disk.stamp(path);
    },
    list: (folder) => (disk.list(folder) === undefined ? [] : filesBelow(disk.root, folder)),
  };
}

function readable(path: string, read: () => Uint8Array | undefined): string | undefined {
  try {
    const bytes = read();
    return bytes && decoded(bytes);
  } catch (error) {
    if (error instanceof UserError || codeOf(error) === '') throw error;
    throw new UserError(`Cannot read ${path} (${codeOf(error)}).`, 'Fix that, then run the command again.');
  }
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(root, path);
    return entry.isFile() || (entry.isSymbolicLink() && linksToFile(root, path)) ? [path] : [];
  });
}

/** A folder nobody lets us into, such as a database's data of another user, holds no source of the project. */
function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT'].includes(codeOf(error))) return [];
    throw error;
  }
}

function linksToFile(root: string, path: string): boolean {
  const real = missingOk(() => fs.realpathSync.native(join(root, path)));
  return real !== undefined && inside(realpathOrSelf(root), real) && fs.statSync(real).isFile();
}
