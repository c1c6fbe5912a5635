import type { Ran } from '../../ports/shell.js';
import type { World } from '../world.js';

/** One of the first commits of a project. */
export interface FirstCommit {
  readonly message: string;
  /** Makes a folder with the files as they are in it; without one they are those of the project. */
  readonly workTree?: () => Promise<string>;
}

/** Makes the new project a repository, with its first commits. Returns what it did not do, and why. */
export async function initialCommits(
  { shell }: Pick<World, 'shell'>,
  cwd: string,
  commits: readonly FirstCommit[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const git = (...args: string[]): Promise<Ran> => shell.run(['git', ...args], { cwd, signal });
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code === 127) return 'git is not installed, so no repository was created.';
  if (inside.code === 0) return 'The folder is in a git repository already: commit the new files there.';
  const init = await git('init', '-b', 'main');
  if (init.code !== 0) return `git init failed: ${lastLine(init)}`;
  const known = [await git('config', 'user.name'), await git('config', 'user.email')];
  const isKnown = known.every(({ code }) => code === 0);
  for (const { message, workTree } of isKnown ? commits : commits.slice(-1)) {
    const place = workTree === undefined ? [] : [`--work-tree=${await workTree()}`];
    const add = await git(...place, 'add', '--all');
    if (add.code !== 0) return `git add failed: ${lastLine(add)}`;
    if (!isKnown) break;
    // A signing key may ask for a passphrase that nobody can type here.
    const commit = await git(...place, 'commit', '--quiet', '--no-gpg-sign', '-m', message);
    if (commit.code !== 0) return `git commit failed: ${lastLine(commit)}`;
  }
  if (isKnown) return undefined;
  return 'git has no user.name and user.email: the repository was created, without a first commit.';
}

const lastLine = ({ tail }: Ran): string => tail.at(-1) ?? '';
