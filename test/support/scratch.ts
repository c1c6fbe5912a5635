import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
const ROOM_BYTES = 1_000_000_000;

/** Where folders for one test are made: in memory where there is plenty, because each commit of Plinth waits for the disk. */
export const scratch = hasRoom(memory) ? memory : tmpdir();

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}
