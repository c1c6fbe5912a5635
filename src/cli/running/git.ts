import type { Ran } from '../../ports/shell.js';
import type { World } from '../world.js';

/** Makes the new project a repository with one commit. Returns what it did not do, and why. */
export async function initialCommit(
  { shell }: Pick<World, 'shell'>,
  cwd: string,
  message: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const git = (...args: string[]): Promise<Ran> => shell.run(['git', ...args], { cwd, signal });
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code === 127) return 'git is not installed, so no repository was created.';
  if (inside.code === 0) return 'The folder is in a git repository already: commit the new files there.';
  const init = await git('init', '-b', 'main');
  if (init.code !== 0) return `git init failed: ${lastLine(init)}`;
  const add = await git('add', '--all');
  if (add.code !== 0) return `git add failed: ${lastLine(add)}`;
  const known = [await git('config', 'user.name'), await git('config', 'user.email')];
  if (known.some(({ code }) => code !== 0)) {
    return 'git has no user.name and user.email: the repository was created, without a first commit.';
  }
  // A signing key may ask for a passphrase that nobody can type here.
  const commit = await git('commit', '--quiet', '--no-gpg-sign', '-m', message);
  return commit.code === 0 ? undefined : `git commit failed: ${lastLine(commit)}`;
}

const lastLine = ({ tail }: Ran): string => tail.at(-1) ?? '';
