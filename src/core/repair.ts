import type { Disk } from '../ports/disk.js';
import { UserError } from './errors.js';
import {
  type Journal,
  journalPath,
  plinthFolder,
  readJournal,
  rollBack,
  sealedPath,
  sweep,
} from './journal.js';

/** Repairs what a killed run left behind. The sentence is for the user; undefined if there was nothing to repair. */
export async function repair(disk: Disk): Promise<string | undefined> {
  const sealed = readJournal(disk, sealedPath);
  if (typeof sealed === 'object') {
    sweep(sealed, disk);
    return 'The last run of Plinth was stopped after it had made its changes; its leftover files are removed.';
  }
  const journal = readJournal(disk, journalPath);
  if (journal === 'none') {
    disk.removeFolder(plinthFolder);
    return undefined;
  }
  if (journal === 'unfinished') return forget(disk);
  refuseRunning(journal, disk);
  const foreign = rollBack(journal, disk);
  const rest = foreign.length === 0 ? '' : ` Left alone, since somebody changed them: ${foreign.join(', ')}.`;
  return `The last run of Plinth was stopped halfway; the project is back as it was.${rest}`;
}

function forget(disk: Disk): string {
  disk.remove(journalPath);
  disk.removeFolder(plinthFolder);
  return 'The last run of Plinth was stopped before it changed anything.';
}

/** A process id may be used again by another program, so an old journal counts as abandoned all the same. */
function refuseRunning(journal: Journal, disk: Disk): void {
  const fresh = (disk.age(journalPath) ?? Infinity) < 60_000;
  if (!fresh || journal.pid === disk.pid || !disk.runs(journal.pid)) return;
  throw new UserError(
    'Another run of Plinth is changing this project.',
    'Wait a minute, then run the command again.',
  );
}
