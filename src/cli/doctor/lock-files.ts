import { packageManagers as abouts } from '../../roles/workspace/package-managers.js';
import type { PackageManager } from '../prompts/choices.js';
import { ok } from './finding.js';
import type { Check } from './setup.js';

/** The first of each is the one that is written today. */
export const lockFiles: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
};

/** One lock file, and that of the package manager which is used. */
export const lockFile: Check = ({ disk, manager }) => {
  const there = Object.values(lockFiles)
    .flat()
    .filter((path) => disk.read(path) !== undefined);
  const own = there.filter((path) => lockFiles[manager].includes(path));
  const [found] = there;
  const { install, lockfile } = abouts[manager];
  if (found === undefined) {
    const message = 'There is no lock file: other machines get other versions of indirect packages.';
    const remedy = `Make one and commit it: ${install}`;
    const isNew = disk.list('node_modules') === undefined;
    return [{ code: 'no-lock-file', level: isNew ? 'note' : 'warning', message, remedy }];
  }
  if (there.length > 1) {
    const message = `There are ${there.length} lock files, which drift apart: ${there.join(', ')}.`;
    const keep = own[0] ?? lockfile;
    const remedy = `This project uses ${manager}: keep ${keep} and delete the others.`;
    return [{ code: 'several-lock-files', level: 'warning', message, remedy, path: found }];
  }
  if (own.length === 1) return [ok(`${found} is the one lock file`)];
  const message = `The lock file is ${found}, and this project uses ${manager}.`;
  const remedy = `Delete it and run ${install}. To use its package manager instead, name that in .plinth/manifest.json.`;
  return [{ code: 'other-lock-file', level: 'warning', message, remedy, path: found }];
};
