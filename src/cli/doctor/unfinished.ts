import { UserError } from '../../core/errors.js';
import { journalPath, readJournal, sealedPath } from '../../core/journal.js';
import type { Disk } from '../../ports/disk.js';
import { ok, type Seen } from './finding.js';
import type { Check } from './setup.js';

const FRESH_MS = 60_000;
const code = 'unfinished-change';

/** What a run of Plinth that was killed left behind. */
export const unfinished: Check = ({ disk }) => {
  try {
    return look(disk);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy } = error;
    return [{ code, level: 'fault', message, remedy, path: journalPath }];
  }
};

function look(disk: Disk): readonly Seen[] {
  const remedy =
    'The next command that changes the project repairs it first; with none in mind: plinth apply';
  if (typeof readJournal(disk, sealedPath) === 'object') {
    const message =
      'A run of Plinth was stopped after it had made its changes; files of its own are left over.';
    return [{ code, level: 'warning', message, remedy, path: sealedPath }];
  }
  const journal = readJournal(disk, journalPath);
  if (journal === 'none') return [ok('No change of Plinth is unfinished')];
  if (journal === 'unfinished') {
    const message = 'A run of Plinth was stopped before it changed anything; its journal is left over.';
    return [{ code, level: 'warning', message, remedy, path: journalPath }];
  }
  if ((disk.age(journalPath) ?? Infinity) < FRESH_MS && disk.runs(journal.pid)) {
    const message = `Another run of Plinth (process ${journal.pid}) is changing this project just now.`;
    return [{ code, level: 'note', message, remedy: 'Wait for its end.', path: journalPath }];
  }
  const message = `A run of Plinth was stopped halfway through ${journal.entries.length} files.`;
  const undone =
    'The next command that changes the project takes it back first; with none in mind: plinth apply';
  return [{ code, level: 'fault', message, remedy: undone, path: journalPath }];
}
