import { randomBytes } from 'node:crypto';
import type { Disk } from '../ports/disk.js';
import { commit } from './commit-existing.js';
import { UserError } from './errors.js';
import { failure } from './io-failure.js';
import { folderOf } from './journal.js';
import { refuseStrangers } from './own-files.js';
import type { Plan } from './plan.js';
import { repair } from './repair.js';

/** Writes a new project below `parent`: beside its place first, then renamed, so that it is there completely or not at all. */
export async function commitNew(plan: Plan, parent: Disk, folder: string): Promise<void> {
  const [top = folder, ...rest] = missingPart(folder, parent);
  if (parent.list(folder) !== undefined) return commitInto(plan, parent.at(folder), folder);
  sweepUp(parent, top);
  const temporary = sibling(top, tokenOf(parent.pid));
  try {
    writeAll(plan, parent, temporary, rest);
    parent.rename(temporary, top);
    parent.flush(folderOf(top));
  } catch (error) {
    parent.removeTree(temporary);
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw taken(top);
    throw failure(error, parent, 'Nothing was created. Fix that, then run the command again.');
  }
}

/** A shell may stand in the folder, or it is a fresh clone, so it is filled rather than replaced. */
async function commitInto(plan: Plan, disk: Disk, folder: string): Promise<void> {
  await repair(disk);
  refuseStrangers(folder, disk.list('') ?? []);
  return commit(plan, disk);
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

const PID_DIGITS = 6;

/** Six digits of the process, so that a run can tell what another one is still writing from what a killed one left; six of chance. */
const tokenOf = (pid: number): string =>
  pid.toString(16).padStart(PID_DIGITS, '0').slice(-PID_DIGITS) + randomBytes(3).toString('hex');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const taken = (folder: string): UserError =>
  new UserError(
    `The folder ${folder} was made by somebody else, perhaps another run of Plinth, while this one was at work.`,
    'Nothing was created. Choose another folder, or look into that one.',
    1,
    { code: 'folder-not-empty' },
  );

/** What a killed run for the same folder left. */
function sweepUp(parent: Disk, top: string): void {
  const folder = folderOf(top);
  const mark = sibling(top, '').slice(folder === '' ? 0 : folder.length + 1);
  for (const name of parent.list(folder) ?? []) {
    const token = name.startsWith(mark) ? name.slice(mark.length) : '';
    if (/^[0-9a-f]{12}$/.test(token) && isAbandoned(token, parent))
      parent.removeTree(folder === '' ? name : `${folder}/${name}`);
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

/** The number may be this process's own again: nothing of ours is there yet. */
function isAbandoned(token: string, disk: Disk): boolean {
  const owner = Number.parseInt(token.slice(0, PID_DIGITS), 16);
  return owner === disk.pid || !disk.runs(owner);
}
