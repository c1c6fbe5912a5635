import { UserError } from '../../core/errors.js';
import { Project } from '../../core/project.js';
import type { Disk } from '../../ports/disk.js';
import { packageJson as readPackage } from '../project/existing.js';
import { database } from './database.js';
import { envFile } from './env-file.js';
import { environmentOf } from './environment.js';
import type { Finding, Passed, Seen } from './finding.js';
import { keptSecrets } from './kept-secrets.js';
import { lockFile } from './lock-files.js';
import { modules } from './modules.js';
import { nodeVersion } from './node-version.js';
import { managerOf, packageManager } from './package-manager.js';
import { port } from './port.js';
import { recordsOf } from './records.js';
import { redis } from './redis.js';
import { secret } from './secret.js';
import type { Check, Outside, PackageJson, Setup } from './setup.js';
import { type Read, textOf } from './text.js';
import { unfinished } from './unfinished.js';

/** By what each looks at; they are told in this order. */
const checks: Readonly<Record<string, Check>> = {
  'The version of Node': nodeVersion,
  'The package manager': packageManager,
  'The lock file': lockFile,
  'What is installed': modules,
  'The environment': envFile,
  'The secret': secret,
  'Who can read .env': keptSecrets,
  'The port': port,
  'The database': database,
  Redis: redis,
  'The journal': unfinished,
};

export interface Examined {
  readonly passed: readonly Passed[];
  readonly findings: readonly Finding[];
}

/** Looks at all of a project's set-up, at once. Nothing is written. */
export async function examined(disk: Disk, outside: Outside): Promise<Examined> {
  const { setup, seen } = setupOf(disk, outside);
  const looks = Object.entries(checks).map(([what, check]) => looked(what, check, setup));
  return sorted([...seen, ...(await Promise.all(looks)).flat()]);
}

export const sorted = (seen: readonly Seen[]): Examined => ({
  passed: seen.filter((one) => one.level === 'ok'),
  findings: seen.filter((one) => one.level !== 'ok'),
});

/** One that fails keeps none of the others from telling what they saw. */
async function looked(what: string, check: Check, setup: Setup): Promise<readonly Seen[]> {
  try {
    return await check(setup);
  } catch (error) {
    return [untold(what, error)];
  }
}

/** A defect of ours is none of the project. */
function untold(what: string, error: unknown): Finding {
  if (!(error instanceof UserError) && !isSystemError(error)) throw error;
  const message = `${what} could not be looked at: ${error.message.replace(/\.$/, '')}.`;
  return { code: 'untold', level: 'warning', message, remedy: 'Fix that, then run plinth doctor again.' };
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

function setupOf(disk: Disk, outside: Outside): { readonly setup: Setup; readonly seen: readonly Seen[] } {
  const unread: Finding[] = [];
  const read: Read = (path) => {
    try {
      return textOf(disk, path);
    } catch (error) {
      unread.push(untold(path, error));
      return '';
    }
  };
  const list = (folder: string) => (disk.list(folder) ?? []).map((name) => `${folder}/${name}`);
  const project = Project.over({ read, list });
  const { manifest, seen } = recordsOf(project);
  const [packageJson, flaws] = packageOf(project);
  const manager = manifest?.packageManager ?? managerOf(packageJson, (path) => read(path) !== undefined);
  const environment = environmentOf(read, outside.machine);
  const setup = { ...outside, disk, manifest, packageJson, manager, environment };
  return { setup, seen: [...seen, ...flaws, ...unread] };
}

function packageOf(project: Project): readonly [PackageJson, readonly Finding[]] {
  try {
    if (project.has('package.json')) return [readPackage(project), []];
    throw new UserError(
      'package.json is missing.',
      'Restore it, for example with: git checkout -- package.json',
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy } = error;
    return [{}, [{ code: 'unreadable-package', level: 'fault', message, remedy, path: 'package.json' }]];
  }
}
