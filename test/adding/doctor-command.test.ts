import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.js';
import type { Machine } from '../../src/ports/machine.js';
import { nodeMachine } from '../../src/ports/machine.js';
import { nodeNetwork } from '../../src/ports/network.js';
import { nodeShell, type Shell } from '../../src/ports/shell.js';
import { fakeWorld } from '../cli/fake-world.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { blog } from './blog.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

/** Programs are run, but npm: it takes seconds where others have the machine. */
const shell: Shell = {
  ...nodeShell,
  has: (program) => program === 'npm' || (program === 'git' && nodeShell.has(program)),
  run: ([program, ...args], options) =>
    program === 'npm'
      ? Promise.resolve({ code: 0, tail: ['11.0.0'] })
      : nodeShell.run([program, ...args], options),
};

/** On this very machine. A port of 0 is free everywhere. */
async function doctor(words: readonly string[] = [], more: { readonly annotates?: boolean } = {}) {
  const env: Machine['env'] = { PORT: '0' };
  const machine = { ...nodeMachine, nodeVersion: '22.13.0', env };
  const world = { ...fakeWorld({ cwd: box.root }), shell, network: nodeNetwork, machine, ...more };
  return { code: await run('plinth', ['doctor', ...words], world), ...world.printed() };
}

const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: box.root });

describe('plinth doctor on this machine', () => {
  it('tells of a project that was just created what it lacks, and writes nothing', async () => {
    box.write(Object.fromEntries(await blog()));
    git('init', '--quiet');
    const before = box.snapshot();
    const { code, stdout, stderr } = await doctor();
    expect(stdout).toContain('ok     npm 11.0.0\n');
    expect(stdout.replace(/^ok {5}(?:The records|npm).*\n/gm, ''))
      .toBe(`ok     Node 22.13.0 satisfies >=20.19.0
ok     Node 22.13.0 is the one that .nvmrc names (22)
ok     git ignores .env
ok     PORT is 0: the service takes any free port
ok     No DATABASE_URL: development makes an embedded database in .data/
ok     No change of Plinth is unfinished
fault  node_modules is missing: nothing is installed. no-modules
       Run: npm install
note   There is no lock file: other machines get other versions of indirect packages. no-lock-file
       Make one and commit it: npm install
note   .env is missing; development makes one, with random values for JWT_SECRET. no-env-file
       Nothing: npm run dev makes it.
1 fault.
`);
    expect([code, stderr]).toEqual([1, '']);
    expect(box.snapshot()).toEqual(before);
  });

  it.skipIf(process.platform === 'win32')('sees what git and other users can read', async () => {
    box.write({ ...Object.fromEntries(await blog()), '.env': 'JWT_SECRET=generate\n', 'node_modules/x': '' });
    chmodSync(join(box.root, '.env'), 0o644);
    git('init', '--quiet');
    const codes = async (): Promise<readonly string[]> => {
      const { findings } = JSON.parse((await doctor(['--json'])).stdout) as { findings: { code: string }[] };
      return findings.map(({ code }) => code).filter((code) => /secret|env/.test(code));
    };
    expect(await codes()).toEqual(['weak-secret', 'open-env-file']);
    git('add', '--force', '.env');
    expect(await codes()).toEqual(['weak-secret', 'tracked-secrets', 'open-env-file']);
    git('rm', '--quiet', '--cached', '.env');
    box.write({ '.gitignore': 'node_modules\n' });
    expect(await codes()).toEqual(['weak-secret', 'unignored-secrets', 'open-env-file']);
  });

  it.skipIf(process.platform === 'win32')('goes on where something cannot be read', async () => {
    box.write({ ...Object.fromEntries(await blog()), 'node_modules/x': '' });
    symlinkSync('/etc/hostname', join(box.root, '.env'));
    const { stdout } = await doctor();
    expect(stdout).toMatch(/^warn {3}\.env could not be looked at: \.env leads outside [^\n]*\. untold$/m);
    expect(stdout).toMatch(/^ok {5}PORT is 0/m);
    expect(stdout).not.toMatch(/no-env-file/);
  });

  it('speaks of the machine alone outside of a project', async () => {
    const { code, stdout } = await doctor();
    expect(stdout).toMatch(/ is in no project of Plinth: this is about the machine alone\.\n/);
    expect(stdout).toMatch(/^ok {5}Node 22\.13\.0 satisfies/m);
    expect(stdout).toMatch(/^ok {5}npm \d/m);
    expect(stdout).not.toMatch(/port|database|\.env/i);
    expect([code, stdout.endsWith('No faults.\n')]).toEqual([0, true]);
    box.write({ 'package.json': '{}' });
    expect((await doctor()).stdout).toBe(stdout);
  });

  it('says how to settle a manifest that git has merged, and exits with 1', async () => {
    const files = await blog();
    const text = `<<<<<<< ours\n${files.get('.plinth/manifest.json')}=======\n>>>>>>> theirs\n`;
    box.write({ ...Object.fromEntries(files), '.plinth/manifest.json': text });
    const { code, stdout } = await doctor(['--quiet']);
    expect(stdout).toMatch(
      /fault {2}\.plinth\/manifest\.json has merge conflicts[^]*plinth resolve keeps what both sides added/,
    );
    expect(code).toBe(1);
  });

  it('marks places in GitHub Actions', async () => {
    box.write({ ...Object.fromEntries(await blog()), '.env': 'LOG_LEVL=debug\n', 'yarn.lock': '' });
    const { stdout } = await doctor([], { annotates: true });
    expect(stdout).toMatch(
      /^::warning file=\.env,line=1,title=unknown-variable::\.env has LOG_LEVL, .*LOG_LEVEL\?$/m,
    );
    expect(stdout).toMatch(/^::error title=no-modules::/m);
  });
});
