import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { run } from '../../src/cli/main.js';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { nodeShell } from '../../src/ports/shell.js';
import { fakeWorld } from '../cli/fake-world.js';
import type { Sandbox } from '../cli/sandbox.js';
import type { Files } from './planning.js';

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];

/** Runs git in the folder `app` of a sandbox; what it prints, also where it fails: a merge with conflicts does. */
export function gitIn(box: Sandbox, ...args: readonly string[]): string {
  try {
    return execFileSync('git', [...identity, ...args], {
      cwd: join(box.root, 'app'),
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

/** Lays files down in a folder of a sandbox. */
export function laidDown(box: Sandbox, files: Files, folder = 'app'): void {
  box.write(Object.fromEntries([...files].map(([path, text]) => [`${folder}/${path}`, text])));
}

/** Files as the first commit of a repository in the folder `app`. */
export function committed(box: Sandbox, files: Files): void {
  laidDown(box, files);
  gitIn(box, 'init', '--quiet', '--initial-branch=main');
  gitIn(box, 'add', '--all');
  gitIn(box, 'commit', '--quiet', '--message=Create it');
}

interface Where {
  readonly folder?: string;
  /** Of an hour: each command of a test has one of its own. */
  readonly minute?: number;
}

/** Runs a command with the real features and the real git, in a folder of a sandbox. */
export async function plinthIn(
  box: Sandbox,
  words: readonly string[],
  { folder = 'app', minute = 0 }: Where = {},
) {
  const fake = fakeWorld({ cwd: join(box.root, folder) });
  const world = {
    ...fake,
    builtIns: () => Promise.resolve(builtIns),
    shell: { ...fake.shell, output: nodeShell.output },
    clock: () => new Date(Date.UTC(2026, 11, 1, 10, minute)),
  };
  return { code: await run('plinth', words, world), ...world.printed(), ran: fake.ran };
}
