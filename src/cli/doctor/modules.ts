import semver from 'semver';
import { isRecord } from '../../core/is-record.js';
import { UserError } from '../../core/errors.js';
import type { Disk } from '../../ports/disk.js';
import { packageManagers as abouts } from '../../roles/workspace/package-managers.js';
import { few } from '../../resource/wording.js';
import { type Finding, ok, type Seen } from './finding.js';
import { lockedPackages } from './locked-packages.js';
import type { Check, PackageJson, Setup } from './setup.js';
import { textOf } from './text.js';

/** What is installed, against package.json and the lock file. */
export const modules: Check = (setup) => {
  const { disk, manager } = setup;
  const { install: remedy } = abouts[manager];
  if (disk.read('.pnp.cjs') !== undefined) {
    const message =
      "With Yarn's Plug'n'Play there is no node_modules: whether all is installed was not checked.";
    return [{ code: 'untold', level: 'note', message, remedy: `When in doubt: ${remedy}` }];
  }
  if (disk.list('node_modules') === undefined) {
    const message = 'node_modules is missing: nothing is installed.';
    return [{ code: 'no-modules', level: 'fault', message, remedy: `Run: ${remedy}` }];
  }
  return [...direct(setup, remedy), ...lockedPackages(setup, remedy)];
};

function direct(setup: Setup, install: string): readonly Seen[] {
  const wanted = wantedPackages(setup);
  const there = wanted.map(([name, range]) => ({ name, range, version: installed(setup.disk, name) }));
  const missing = there.filter(({ version }) => version === 'none').map(({ name }) => name);
  const others = there.filter(({ range, version }) => !fits(version, range));
  const finding = { code: 'missing-packages', level: 'fault', path: 'package.json' } as const;
  const found: Finding[] = [];
  const remedy = `Run: ${install}`;
  if (missing.length > 0)
    found.push({
      ...finding,
      message: `node_modules lacks ${few(missing)}, which package.json names.`,
      remedy,
    });
  if (others.length > 0) {
    const named = others.map(({ name, range, version }) => `${name} ${version} (wanted: ${range})`);
    found.push({
      ...finding,
      message: `node_modules has other versions than package.json: ${few(named)}.`,
      remedy,
    });
  }
  return found.length > 0 ? found : [ok(`node_modules has all ${wanted.length} packages of package.json`)];
}

/** Where there is production, what is for development need not be there. */
function wantedPackages({ packageJson, environment }: Setup): readonly (readonly [string, string])[] {
  const isProduction = environment.value('NODE_ENV') === 'production';
  return [
    ...listed(packageJson, 'dependencies'),
    ...(isProduction ? [] : listed(packageJson, 'devDependencies')),
  ];
}

function listed(packageJson: PackageJson, key: string): readonly (readonly [string, string])[] {
  const list = packageJson[key];
  if (!isRecord(list)) return [];
  return Object.entries(list).flatMap(([name, range]) =>
    typeof range === 'string' && isName(name) ? [[name, range] as const] : [],
  );
}

const isName = (name: string): boolean => /^(?:@[\w.~-]+\/)?[\w.~-]+$/.test(name) && !name.startsWith('.');

/** `unknown` of a package that lies elsewhere behind a link, or says no version. */
function installed(disk: Disk, name: string): string {
  try {
    const text = textOf(disk, `node_modules/${name}/package.json`);
    if (text === undefined) return 'none';
    const { version } = JSON.parse(text) as { readonly version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch (error) {
    if (error instanceof UserError || error instanceof SyntaxError) return 'unknown';
    throw error;
  }
}

/** What is no version, such as a path or a tag, fits whatever is there. */
function fits(version: string, range: string): boolean {
  if (semver.valid(version) === null || semver.validRange(range) === null) return true;
  return semver.satisfies(version, range, { includePrerelease: true });
}
