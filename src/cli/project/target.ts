import { basename, dirname } from 'node:path';
import { UsageError, UserError } from '../../core/errors.js';
import { journalPath } from '../../core/journal.js';
import { refuseStrangers } from '../../core/own-files.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { quote } from '../../resource/wording.js';

/** Refuses a folder that holds more than a fresh clone does, or a file in its place. */
export function checkTarget(target: string): void {
  // What a killed run left is swept up by the commit, which then looks again.
  if (nodeDisk(target).read(journalPath) !== undefined) return;
  const names = nodeDisk(target).list('');
  if (names !== undefined) refuseStrangers(target, names);
  if (names === undefined && nodeDisk(dirname(target)).read(basename(target)) !== undefined) {
    throw new UserError(`${target} is a file.`, 'Choose another name for the folder.');
  }
}

const longest = 100;

const reserved = ['node_modules', 'favicon.ico'];

/** The package name that a folder gives: npm's rules, without a separator at an end or beside another, which an image's name cannot have. */
export function packageNameOf(folder: string): string {
  if (
    /^[a-z0-9]+(?:(?:[._]|-+)[a-z0-9]+)*$/.test(folder) &&
    folder.length <= longest &&
    !reserved.includes(folder)
  )
    return folder;
  const near = folder
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  throw new UsageError(
    `${quote(folder)} cannot be the name of a package.`,
    `Use lower-case letters and digits, with hyphens between them, for example: ${near === '' || reserved.includes(folder) ? 'my-api' : near}`,
  );
}
