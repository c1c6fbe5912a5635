import { few } from '../../resource/wording.js';
import { ENV_FILE } from './environment.js';
import { ok, type Seen } from './finding.js';
import { asked, type Check } from './setup.js';

/** Whether git and the other users of this machine are kept away from .env. */
export const keptSecrets: Check = async (setup) => [...readers(setup), ...(await repository(setup))];

function readers({ disk, environment }: Parameters<Check>[0]): readonly Seen[] {
  const mode = disk.mode(ENV_FILE);
  if (environment.file === undefined || mode === undefined) return [];
  if ((mode & 0o006) === 0) return [ok(`${ENV_FILE} is closed to other users`)];
  const message = `${ENV_FILE} can be read by every user of this machine.`;
  return [
    {
      code: 'open-env-file',
      level: 'warning',
      message,
      remedy: `Run: chmod 600 ${ENV_FILE}`,
      path: ENV_FILE,
    },
  ];
}

async function repository({ shell, disk: { root } }: Parameters<Check>[0]): Promise<readonly Seen[]> {
  const git = (...args: string[]) => asked(shell, ['git', ...args], root);
  const none = { code: 'no-repository', level: 'note' } as const;
  if (!shell.has('git'))
    return [{ ...none, message: 'git is not on the PATH.', remedy: 'Install it from https://git-scm.com' }];
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.tail.some((line) => line.includes('dubious ownership'))) {
    const remedy = `If you trust it: git config --global --add safe.directory ${root}`;
    return [{ ...none, message: 'git refuses this repository, since it belongs to another user.', remedy }];
  }
  if (inside.code !== 0)
    return [{ ...none, message: 'The project is in no git repository.', remedy: 'To make one: git init' }];
  const tracked = (await git('ls-files', '--', ENV_FILE, `${ENV_FILE}.*`)).tail.filter(
    (path) => path !== '.env.example',
  );
  return tracked.length > 0
    ? [trackedFinding(tracked)]
    : ignored(await git('check-ignore', '--quiet', '--', ENV_FILE));
}

const trackedFinding = (paths: readonly string[]): Seen => ({
  code: 'tracked-secrets',
  level: 'fault',
  message: `git keeps ${few(paths)}, with ${paths.length === 1 ? 'its' : 'their'} secrets.`,
  remedy: `Run: git rm --cached ${paths.join(' ')}. Then replace every secret in it: the history keeps the old ones.`,
  path: paths[0] ?? ENV_FILE,
});

function ignored({ code }: { readonly code: number }): readonly Seen[] {
  if (code === 0) return [ok(`git ignores ${ENV_FILE}`)];
  if (code !== 1) return [];
  const message = `.gitignore does not name ${ENV_FILE}: the next "git add --all" would take it in.`;
  const remedy = `Add a line ${ENV_FILE} to .gitignore.`;
  return [{ code: 'unignored-secrets', level: 'fault', message, remedy, path: '.gitignore' }];
}
