import { UserError } from './errors.js';

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'there is no permission to write there',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  EISDIR: 'a folder is in the way',
  ENOTDIR: 'a file is where a folder should be',
  ENOENT: 'it is not there',
  EEXIST: 'it is there already',
  ENOTEMPTY: 'the folder is not empty',
  EBUSY: 'another program is using it',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the disk reported an error',
};

/** A failed disk operation as a sentence: which path, and the errno in words. Anything else is passed on. */
export function failure(error: unknown, disk: { readonly root: string }, remedy: string): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const path = 'path' in error ? plain(String(error.path), disk.root) : disk.root;
  return new UserError(`Cannot write ${path}: ${words[code] ?? error.message} (${code}).`, remedy, 1, {
    cause: error,
  });
}

/** The user knows `src/app.ts`, not the staged file beside it. */
function plain(path: string, root: string): string {
  const inside = path.startsWith(root) ? path.slice(root.length).replace(/^[\\/]/, '') : path;
  return inside.replace(/(^|[\\/])\.([^\\/]+)\.plinth-[0-9a-f]{12}(-old)?/, '$1$2') || root;
}
