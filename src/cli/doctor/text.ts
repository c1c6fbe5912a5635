import { decoded } from '../../core/bytes.js';
import type { Disk } from '../../ports/disk.js';

/** The text of a file; undefined where there is none. */
export type Read = (path: string) => string | undefined;

export function textOf(disk: Disk, path: string): string | undefined {
  const bytes = disk.read(path);
  return bytes && decoded(bytes);
}

/** `a, b, c, … (4 more)`. */
export function few(names: readonly string[], most = 5): string {
  const more = names.length > most ? `, … (${names.length - most} more)` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}
