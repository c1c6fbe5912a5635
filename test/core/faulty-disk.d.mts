import type { Disk } from '../../src/ports/disk.js';

export type Around = (
  number: number,
  name: keyof Disk,
  act: () => unknown,
  args: readonly unknown[],
) => unknown;
export function watched(disk: Disk, around: Around): Disk;
