import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../../dist');
const bin = (name: string) => join(dist, 'bin', `${name}.js`);
const version = /^\d+\.\d+\.\d+\n$/;
let folder = '';

beforeEach(() => {
  expect(existsSync(bin('plinth')), 'npm run build comes first').toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'plinth-process-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plinth = (...words: string[]) =>
  spawnSync(process.execPath, [bin('plinth'), ...words], { cwd: folder, encoding: 'utf8' });

/** The files that a command loads. */
function loaded(...words: string[]): readonly string[] {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const env = { ...process.env, NODE_V8_COVERAGE: coverage };
  spawnSync(process.execPath, [bin('plinth'), ...words], { cwd: folder, env });
  const texts = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8'));
  const { result } = JSON.parse(texts.join('')) as { result: { url: string }[] };
  return result.flatMap(({ url }) => (url.startsWith('file:') ? [basename(url)] : [])).toSorted();
}

describe('as a process', () => {
  it('answers --version with its version alone, from both programs', () => {
    for (const name of ['plinth', 'create-plinth']) {
      const { stdout, stderr, status } = spawnSync(process.execPath, [bin(name), '--version'], {
        encoding: 'utf8',
      });
      expect([stdout.match(version)?.[0], stderr, status]).toEqual([stdout, '', 0]);
    }
    expect(plinth('list', '--version').stdout).toMatch(version);
  });

  it('loads the command line for everything but --version', () => {
    expect(loaded('--version')).toEqual(['package.js', 'plinth.js', 'start.js']);
    expect(loaded('--help')).toContain('program.js');
  });

  it.each([
    ['', { FORCE_COLOR: '1' }, true],
    ['', {}, false],
    ['', { NO_COLOR: '1' }, false],
    ['--no-color', { FORCE_COLOR: '1' }, false],
  ])('with "%s" and %o: colored %s, on both streams', (flag, colors, expected) => {
    const env = { PATH: process.env['PATH'], ...colors };
    const words = flag === '' ? [] : [flag];
    const seen = [['list'], ['info']].map((command) => {
      const { stdout, stderr } = spawnSync(process.execPath, [bin('plinth'), ...command, ...words], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      return `${stdout}${stderr}`;
    });
    expect(seen.map((text) => text.includes('\u001b['))).toEqual([expected, expected]);
    expect(seen.map((text) => text.length > 20)).toEqual([true, true]);
  });

  it('loads the checker of patterns for a pattern only, and brings nothing native for it', () => {
    const create = (field: string) =>
      loaded('create', 'my-api', '--resource', `Tag ${field}`, '--dry-run', '--yes');
    expect(create('name:string:max=5')).not.toContain('recheck.cjs');
    expect(create('name:string:pattern=[a-z]+')).toContain('recheck.cjs');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
    expect(files.filter((path) => !/\.(?:js|cjs|txt)$/.test(path) && path.includes('.'))).toEqual([]);
    const own = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
    expect(Object.keys({ ...own.dependencies, ...own.optionalDependencies })).not.toContain('recheck');
    expect(readFileSync(join(dist, 'LICENSES.txt'), 'utf8')).toContain('recheck 4.5.0');
  });

  it('sets the exit code', () => {
    expect(plinth('nonsense').status).toBe(2);
    expect(plinth('info').status).toBe(1);
    expect(plinth('--help').status).toBe(0);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [bin('plinth'), 'completion', 'bash'], { cwd: folder });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C during the install', () => {
  it('stops it, leaves a complete project, says what is missing, and ends with 130', async () => {
    const npm = join(folder, 'bin', 'npm');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(npm, `#!/bin/sh\necho $$ > '${folder}/pid'\nexec sleep 60\n`);
    chmodSync(npm, 0o755);
    const child = spawn(process.execPath, [bin('create-plinth'), 'my-api', '--features', '', '--no-git'], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        npm_config_user_agent: '',
      },
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const ended = new Promise((resolve) => child.on('close', resolve));
    await eventually(
      () => existsSync(join(folder, 'pid')),
      () => stderr,
    );
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toContain("Interrupted. The project's files are complete.");
    expect(stderr).toMatch(/cd \S+my-api && npm install/);
    expect(existsSync(join(folder, 'my-api/.plinth/manifest.json'))).toBe(true);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

async function eventually(holds: () => boolean, otherwise: () => string): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 600) throw new Error(`It did not come to pass:\n${otherwise()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A program in a terminal of its own. */
function inTerminal(command: string): {
  child: ChildProcessWithoutNullStreams;
  shown(): string;
  until(text: string): Promise<void>;
} {
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm' },
  });
  let shown = '';
  child.stdout.on('data', (chunk) => (shown += String(chunk)));
  const until = (text: string) =>
    eventually(
      () => shown.includes(text),
      () => `no "${text}" in:\n${shown}`,
    );
  return { child, shown: () => shown, until };
}

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('in a terminal', () => {
  it('asks, takes answers, and creates', async () => {
    const { child, until } = inTerminal(
      `${process.execPath} ${bin('create-plinth')} --features '' --no-install --no-git`,
    );
    await until('Folder of the new project');
    child.stdin.write('asked-api\r');
    await until('Which framework?');
    child.stdin.write('\r');
    await until('Add a resource now?');
    child.stdin.write('n\r');
    await until('Which package manager?');
    child.stdin.write('\r');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'asked-api/package.json'))).toBe(true);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('ends with 130 and writes nothing on %s at a prompt', async (_, key) => {
    const { child, until, shown } = inTerminal(`${process.execPath} ${bin('create-plinth')}`);
    await until('Folder of the new project');
    child.stdin.write(key);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(shown()).toContain('Interrupted: nothing was written.');
    expect(readdirSync(folder)).toEqual([]);
  });
});
