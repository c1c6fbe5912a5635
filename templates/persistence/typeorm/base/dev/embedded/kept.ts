import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PGlite } from '@electric-sql/pglite';

/** Beside the packages, where tools keep what can be made again. */
export const KEPT = join('node_modules', '.cache', 'embedded-database');

/**
 * An empty database that was kept, packed: to unpack it takes a quarter of the time of making one. It depends on nothing but
 * the version of PGlite.
 */
export function readKept(folder: string): Blob | undefined {
  try {
    // The checksum in it tells a damaged file.
    return new Blob([gunzipSync(readFileSync(fileIn(folder)))]);
  } catch {
    return undefined;
  }
}

/** Keeps a database that nobody has used yet. Where nothing can be written, every one is made from nothing. */
export async function keep(database: PGlite, folder: string): Promise<void> {
  const data = await database.dumpDataDir('none');
  const packed = gzipSync(await data.arrayBuffer(), { level: 1 });
  try {
    const file = fileIn(folder);
    const draft = `${file}.${process.pid}.draft`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, packed);
    renameSync(draft, file);
  } catch {
    return;
  }
}

function fileIn(folder: string): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return join(folder, `${version}.tar.gz`);
}
