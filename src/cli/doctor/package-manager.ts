import semver from 'semver';
import { isRecord } from '../../core/is-record.js';
import { type PackageManager, packageManagers } from '../prompts/choices.js';
import { packageManagers as abouts } from '../../roles/workspace/package-managers.js';
import { type Finding, ok, type Seen } from './finding.js';
import { asked, type Check, type Outside, type PackageJson, STOPPED } from './setup.js';

/** What the `packageManager` of package.json says: `pnpm@10.34.8+sha512.…`. */
function askedFor({ packageManager: text }: PackageJson): { name: string; version: string } | undefined {
  const [, name, version] = /^([a-z]+)@(\d[^+]*)/.exec(typeof text === 'string' ? text : '') ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** The package manager that a project uses, where its manifest does not say so. */
export function managerOf(packageJson: PackageJson, there: (path: string) => boolean): PackageManager {
  const named = packageManagers.find((id) => id === askedFor(packageJson)?.name);
  return named ?? packageManagers.find((id) => there(abouts[id].lockfile)) ?? 'npm';
}

/** The package manager of the project: there, and of the right version. */
export const packageManager: Check = async (setup) => {
  const { manager, packageJson, disk, shell } = setup;
  const found = [...disagreement(manager, packageJson)];
  if (!shell.has(manager)) return [...found, absent(manager)];
  const version = await versionOf(manager, setup, disk.root);
  return typeof version === 'string'
    ? [...found, ...judged(manager, version, packageJson)]
    : [...found, silent(manager, version)];
};

function disagreement(manager: PackageManager, packageJson: PackageJson): readonly Finding[] {
  const wanted = askedFor(packageJson);
  if (wanted === undefined || wanted.name === manager) return [];
  return [
    {
      code: 'other-package-manager',
      level: 'warning',
      message: `package.json names ${wanted.name} (packageManager), and .plinth/manifest.json ${manager}.`,
      remedy: `Change "packageManager" in one of them: plinth installs with ${manager}.`,
      path: 'package.json',
    },
  ];
}

const absent = (manager: PackageManager): Finding => ({
  code: 'no-package-manager',
  level: 'fault',
  message: `This project uses ${manager}, which is not on the PATH.`,
  remedy: `To install it: ${installing[manager]}`,
});

const installing: Readonly<Record<PackageManager, string>> = {
  npm: 'it comes with Node, from https://nodejs.org',
  pnpm: 'npm install --global pnpm',
  yarn: 'npm install --global yarn',
  bun: 'npm install --global bun',
};

/** A machine that has much to do is no fault of a project. */
const silent = (manager: PackageManager, { isSlow }: Silence): Finding => ({
  code: 'untold',
  level: isSlow ? 'note' : 'warning',
  message: isSlow
    ? `${manager} is there, and did not say its version in time.`
    : `${manager} is there, and does not say its version.`,
  remedy: `See what it answers: ${manager} --version`,
});

function judged(manager: PackageManager, version: string, packageJson: PackageJson): readonly Seen[] {
  const engines = isRecord(packageJson['engines']) ? packageJson['engines'] : {};
  const range = engines[manager];
  const wanted = askedFor(packageJson);
  const wrong = { code: 'wrong-package-manager', path: 'package.json' } as const;
  if (typeof range === 'string' && semver.validRange(range) !== null && !semver.satisfies(version, range)) {
    const message = `${manager} is ${version}, and package.json wants ${range} (engines.${manager}).`;
    const remedy = `To install one that fits: npm install --global ${manager}@'${range}'`;
    return [{ ...wrong, level: 'fault', message, remedy }];
  }
  if (wanted?.name === manager && semver.valid(wanted.version) !== null && wanted.version !== version) {
    const message = `${manager} is ${version}, and package.json names ${wanted.version} (packageManager).`;
    const remedy = `To install it: npm install --global ${manager}@${wanted.version}`;
    return [{ ...wrong, level: 'warning', message, remedy }];
  }
  return [ok(`${manager} ${version}`)];
}

/** None of them is to download the version that a project names, only to say which one is there. */
const quiet = {
  COREPACK_ENABLE_NETWORK: '0',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  npm_config_manage_package_manager_versions: 'false',
  npm_config_update_notifier: 'false',
} as const;

interface Silence {
  readonly isSlow: boolean;
}

async function versionOf(
  manager: PackageManager,
  { shell }: Pick<Outside, 'shell'>,
  cwd: string,
): Promise<string | Silence> {
  const { code, tail } = await asked(shell, [manager, '--version'], cwd, quiet);
  const line = tail.findLast((text) => semver.valid(text.trim()) !== null);
  return code === 0 && line !== undefined ? line.trim() : { isSlow: code === STOPPED };
}

/** Every package manager of this machine. */
export async function packageManagersHere(outside: Outside, cwd: string): Promise<readonly Seen[]> {
  const there = packageManagers.filter((id) => outside.shell.has(id));
  const [first] = there;
  if (first === undefined) {
    const message = `None of ${packageManagers.join(', ')} is on the PATH.`;
    const remedy = 'npm comes with Node: install it from https://nodejs.org';
    return [{ code: 'no-package-manager', level: 'fault', message, remedy }];
  }
  const versions = await Promise.all(there.map((id) => versionOf(id, outside, cwd)));
  return there.map((id, at) => {
    const version = versions[at] ?? { isSlow: false };
    return typeof version === 'string' ? ok(`${id} ${version}`) : silent(id, version);
  });
}
