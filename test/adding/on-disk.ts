import { Subject, type SubjectOptions } from '../bar/subject.js';
import { linkDependencies } from '../support/dependencies.js';
import { inFolder } from '../support/in-folder.js';
import { tool } from '../support/tool.js';
import type { Files } from './planning.js';

/** Lays files down in a folder of their own, with dependencies beside them, for as long as `work` takes. */
export const onDisk = <T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(files, async (folder) => {
    await linkDependencies(folder);
    return work(folder);
  });

/** A project that lies in a folder already, on a database. */
export const subjectIn = (dir: string, url: string, options?: SubjectOptions): Subject =>
  new Subject({ dir, remove: () => {} }, url, options);

/** What a program of the project prints about it; '' where it has nothing against it. */
export async function complaints(
  folder: string,
  program: 'tsc' | 'oxlint' | 'prettier' | 'vitest',
  ...args: readonly string[]
): Promise<string> {
  const { code, stdout, stderr } = await tool(folder, program, args, { NODE_ENV: 'test' });
  return code === 0 ? '' : `${stdout}${stderr}`.slice(-6000);
}
