import { decoded } from '../../core/bytes.js';
import type { Disk } from '../../ports/disk.js';

/** The text of a file; undefined where there is none. */
export type Read = (path: string) => string | undefined;

export function textOf(disk: Disk, path: string): string | undefined {
  const bytes = disk.read(path);
  return bytes && decoded(bytes);
}
