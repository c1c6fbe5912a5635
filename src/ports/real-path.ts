import * as fs from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Whether a path is a folder or below it; both are absolute and normalized. */
export function inside(folder: string, path: string): boolean {
  if (path.startsWith(folder) && path[folder.length] === sep) return true;
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function nearestReal(folder: string): string {
  const real = missingOk(() => fs.realpathSync.native(folder));
  if (real !== undefined || dirname(folder) === folder) return real ?? folder;
  return join(nearestReal(dirname(folder)), basename(folder));
}

export function realpathOrSelf(path: string): string {
  return missingOk(() => fs.realpathSync.native(path)) ?? path;
}

export function missingOk<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

export function slashes(path: string): string {
  return path.split(sep).join('/');
}
