import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../support/generated.js';
import { root } from '../support/installed.js';
import { mustRun } from '../support/run.js';

interface Installed {
  /** What npm installs, and with it the program. */
  readonly packages: readonly string[];
  readonly program: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Installs what the lock file says and fails where it would have to change it. */
  readonly frozen: readonly string[];
}

const managers: Readonly<Record<string, Installed>> = {
  'pnpm 10': { packages: ['pnpm@10.34.8'], program: 'pnpm', frozen: ['install', '--frozen-lockfile'] },
  'pnpm 12': { packages: ['pnpm@12.21.0'], program: 'pnpm', frozen: ['install', '--frozen-lockfile'] },
  'yarn 1': { packages: ['yarn@1.22.22'], program: 'yarn', frozen: ['install', '--frozen-lockfile'] },
  'yarn 4': {
    packages: ['@yarnpkg/cli-dist@4.18.1'],
    program: 'yarn',
    frozen: ['install', '--immutable'],
  },
  bun: { packages: ['bun@1.4.5'], program: 'bun', frozen: ['install', '--frozen-lockfile'] },
};

/** One of them: `PLINTH_MANAGER='pnpm 12'`. */
const only = process.env['PLINTH_MANAGER'];
const wanted = Object.entries(managers).filter(([name]) => only === undefined || only === name);

const home = mkdtempSync(join(tmpdir(), 'plinth-managers-'));
beforeAll(ensureBuilt);
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each(wanted)('%s', (name, { packages, program, frozen }) => {
  it('installs a new project, which passes its own verify, and installs it again as its lock file says', async () => {
    const [tools, place] = [join(home, name, 'tools'), join(home, name, 'projects')];
    mkdirSync(place, { recursive: true });
    await mustRun('npm', ['install', '--no-audit', '--no-fund', '--prefix', tools, ...packages], {
      cwd: home,
    });
    const env = {
      PATH: [join(tools, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      // Left to itself, Yarn refuses to write a lock file wherever it takes the machine for a CI server.
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    };
    const words = ['my-api', '--features', '', '--package-manager', program, '--no-git', '--yes'];
    const create = [join(root, 'dist/bin/create-plinth.js'), ...words];
    await mustRun(process.execPath, [...create, '--resource', 'Note title:string'], { cwd: place, env });
    const project = { cwd: join(place, 'my-api'), env };
    await mustRun(program, ['run', 'verify'], project);
    rmSync(join(project.cwd, 'node_modules'), { recursive: true });
    await mustRun(program, frozen, project);
    expect(existsSync(join(project.cwd, 'node_modules/.bin/tsc'))).toBe(true);
  });
});
