import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkDependencies } from '../support/dependencies.js';
import { run } from '../support/run.js';
import type { Files } from './planning.js';

/** Lays files down in a folder of their own, with dependencies beside them, for as long as `work` takes. */
export async function onDisk<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-adding-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await linkDependencies(folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program of the project prints about it; '' where it has nothing against it. */
export async function complaints(
  folder: string,
  program: 'tsc' | 'oxlint' | 'vitest',
  ...args: readonly string[]
): Promise<string> {
  const env = { NODE_ENV: 'test' };
  const { code, stdout, stderr } = await run(join(folder, 'node_modules', '.bin', program), args, {
    cwd: folder,
    env,
  });
  return code === 0 ? '' : `${stdout}${stderr}`.slice(-6000);
}
