import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../core/is-record.js';
import type { Disk } from '../../ports/disk.js';
import type { PackageManager } from '../prompts/choices.js';
import { few } from '../../resource/wording.js';
import { type Finding, ok, type Seen } from './finding.js';
import { lockFiles } from './lock-files.js';
import type { PackageJson, Setup } from './setup.js';
import { textOf } from './text.js';

/** What each package manager leaves in node_modules when it has installed. bun leaves nothing. */
const marks: Readonly<Record<Exclude<PackageManager, 'npm'>, readonly string[]>> = {
  pnpm: ['node_modules/.modules.yaml', 'node_modules/.pnpm-workspace-state-v1.json'],
  yarn: ['node_modules/.yarn-state.yml', 'node_modules/.yarn-integrity'],
  bun: [],
};

/** The lock file may be written a moment after the mark. */
const SLACK_MS = 30_000;

/** What is installed, against the lock file. */
export function lockedPackages(setup: Setup, install: string): readonly Seen[] {
  const { disk, manager } = setup;
  const lock = lockFiles[manager].find((path) => disk.read(path) !== undefined);
  if (lock === undefined) return [];
  return manager === 'npm' ? ofNpm(setup, lock, install) : byAge(disk, manager, lock, install);
}

function byAge(
  disk: Disk,
  manager: Exclude<PackageManager, 'npm'>,
  lock: string,
  install: string,
): readonly Seen[] {
  const ages = marks[manager].flatMap((path) => disk.age(path) ?? []);
  if (ages.length === 0) {
    const message = `${manager} leaves no mark of when it installed: whether node_modules is as ${lock} says was not checked.`;
    return [{ code: 'untold', level: 'note', message, remedy: `When in doubt: ${install}` }];
  }
  if ((disk.age(lock) ?? Infinity) + SLACK_MS >= Math.min(...ages))
    return [ok(`node_modules is newer than ${lock}`)];
  const message = `${lock} is newer than node_modules, and may name other indirect packages.`;
  const remedy = `Run: ${install}. Where that finds nothing to do, all is well.`;
  return [{ code: 'stale-modules', level: 'note', message, remedy, path: lock }];
}

type Packages = Readonly<Record<string, unknown>>;

/** npm writes into node_modules which packages it has installed. */
function ofNpm({ disk, packageJson }: Setup, lock: string, install: string): readonly Seen[] {
  const [wanted, there] = [packagesIn(disk, lock), packagesIn(disk, 'node_modules/.package-lock.json')];
  const remedy = `Run: ${install}`;
  const found: Finding[] = [];
  if (wanted === undefined) {
    const message = `${lock} cannot be read.`;
    return [
      {
        code: 'stale-lock-file',
        level: 'fault',
        message,
        remedy: `Restore it, or delete it and run: ${install}`,
        path: lock,
      },
    ];
  }
  if (!isOf(packageJson, wanted['']))
    found.push({
      code: 'stale-lock-file',
      level: 'warning',
      message: `${lock} is not of this package.json: its dependencies are others.`,
      remedy,
      path: lock,
    });
  if (there === undefined) {
    const message = `Whether node_modules is as ${lock} says was not checked: npm has left no record in it.`;
    return [...found, { code: 'untold', level: 'note', message, remedy: `When in doubt: ${install}` }];
  }
  const others = differing(wanted, there);
  if (others.length > 0)
    found.push({
      code: 'stale-modules',
      level: 'warning',
      message: `node_modules is not as ${lock} says: ${few(others)}.`,
      remedy,
      path: lock,
    });
  return found.length > 0 ? found : [ok(`node_modules is as ${lock} says`)];
}

function packagesIn(disk: Disk, path: string): Packages | undefined {
  try {
    const value: unknown = JSON.parse(textOf(disk, path) ?? '');
    return isRecord(value) && isRecord(value['packages']) ? value['packages'] : undefined;
  } catch {
    return undefined;
  }
}

const lists = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

function isOf(packageJson: PackageJson, locked: unknown): boolean {
  return (
    isRecord(locked) && lists.every((key) => isDeepStrictEqual(packageJson[key] ?? {}, locked[key] ?? {}))
  );
}

/** Packages of another version, and such as are not there though every machine wants them. */
function differing(wanted: Packages, there: Packages): readonly string[] {
  const paths = Object.keys(wanted).filter((path) => path.startsWith('node_modules/'));
  return paths.flatMap((path) => {
    const [want, have] = [wanted[path], there[path]];
    if (!isRecord(want) || want['link'] === true) return [];
    const isLeftOut = have === undefined && leftOut.some((flag) => want[flag] === true);
    const same = isRecord(have) && have['version'] === want['version'];
    return isLeftOut || same ? [] : [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)];
  });
}

/** Of another platform, for development only, or brought by others. */
const leftOut = ['optional', 'devOptional', 'dev', 'peer'];
