import { randomBytes } from 'node:crypto';
import type { Disk } from '../ports/disk.js';
import { commit } from './commit-existing.js';
import { UserError } from './errors.js';
import { failure } from './io-failure.js';
import { folderOf } from './journal.js';
import type { Plan } from './plan.js';
import { repair } from './repair.js';

/** Writes a new project below `parent`: beside its place first, then renamed, so that it is there completely or not at all. */
export async function commitNew(plan: Plan, parent: Disk, folder: string): Promise<void> {
  const [top = folder, ...rest] = missingPart(folder, parent);
  if (parent.list(folder) !== undefined) return commitInto(plan, parent.at(folder), folder);
  sweepUp(parent, top);
  const temporary = sibling(top, randomBytes(6).toString('hex'));
  try {
    writeAll(plan, parent, temporary, rest);
    parent.rename(temporary, top);
    parent.flush(folderOf(top));
  } catch (error) {
    parent.removeTree(temporary);
    throw failure(error, parent, 'Nothing was created. Mend that, then run the command again.');
  }
}

/** A shell may stand in the empty folder, so it is filled rather than replaced. */
async function commitInto(plan: Plan, disk: Disk, folder: string): Promise<void> {
  await repair(disk);
  const names = disk.list('') ?? [];
  if (names.length === 0) return commit(plan, disk);
  throw new UserError(
    `The folder ${folder} is not empty: it holds ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}.`,
    'Choose another folder, or empty this one.',
  );
}

/** `a/b/c` where only `a` exists gives `a/b` and `c`: the one folder to rename, and what lies in it. */
function missingPart(folder: string, parent: Disk): readonly string[] {
  const segments = folder.split('/');
  const known = segments.findIndex(
    (_, index) => parent.list(segments.slice(0, index + 1).join('/')) === undefined,
  );
  return known === -1 ? [folder] : [segments.slice(0, known + 1).join('/'), ...segments.slice(known + 1)];
}

function sibling(top: string, token: string): string {
  const folder = folderOf(top);
  const name = `.${folder === '' ? top : top.slice(folder.length + 1)}.plinth-${token}`;
  return folder === '' ? name : `${folder}/${name}`;
}

/** What a killed run for the same folder left. */
function sweepUp(parent: Disk, top: string): void {
  const folder = folderOf(top);
  const mark = sibling(top, '').slice(folder === '' ? 0 : folder.length + 1);
  for (const name of parent.list(folder) ?? []) {
    const ours = name.startsWith(mark) && /^[0-9a-f]{12}$/.test(name.slice(mark.length));
    if (ours) parent.removeTree(folder === '' ? name : `${folder}/${name}`);
  }
}

/** Not flushed file by file: after a power cut a new project is made again, and 120 flushes cost more than all the rest. */
function writeAll(plan: Plan, parent: Disk, top: string, rest: readonly string[]): void {
  const made = new Set(['', folderOf(top)]);
  const make = (folder: string): void => {
    if (made.has(folder)) return;
    make(folderOf(folder));
    parent.makeFolder(folder);
    made.add(folder);
  };
  for (const change of plan.changes) {
    if (change.kind !== 'create') throw new Error(`A new project cannot ${change.kind} ${change.path}.`);
    const path = [top, ...rest, change.path].join('/');
    make(folderOf(path));
    parent.write(path, change.after);
  }
}
