import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialCommits } from '../../src/cli/running/git.js';
import { nodeShell } from '../../src/ports/shell.js';

const world = { shell: nodeShell };
const never = new AbortController().signal;
let folder = '';
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-git-'));
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(folder, '..', 'no-such-config'));
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
  vi.stubEnv('GIT_CEILING_DIRECTORIES', join(folder, '..'));
  for (const who of ['AUTHOR', 'COMMITTER']) {
    vi.stubEnv(`GIT_${who}_NAME`, undefined);
    vi.stubEnv(`GIT_${who}_EMAIL`, undefined);
  }
  writeFileSync(join(folder, 'a.txt'), 'a\n');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function configured(): void {
  const config = `${folder}.gitconfig`;
  writeFileSync(config, '[user]\n  name = Ada\n  email = ada@example.org\n[commit]\n  gpgsign = true\n');
  vi.stubEnv('GIT_CONFIG_GLOBAL', config);
}

describe('the first commit', () => {
  it('is made on main with everything in it', async () => {
    configured();
    expect(await initialCommits(world, folder, [{ message: 'Create it' }], never)).toBeUndefined();
    expect(git('log', '--format=%an %s')).toBe('Ada Create it');
    expect(git('branch', '--show-current')).toBe('main');
    expect(git('ls-files')).toBe('a.txt');
  });

  it('is made of another folder where one is given, before that of the project', async () => {
    configured();
    const workTree = () => {
      const tree = join(folder, '.git', 'bare');
      mkdirSync(tree);
      writeFileSync(join(tree, 'a.txt'), 'generated\n');
      return Promise.resolve(tree);
    };
    writeFileSync(join(folder, 'b.txt'), 'b\n');
    const commits = [{ message: 'Create it', workTree }, { message: 'Fill it in' }];
    expect(await initialCommits(world, folder, commits, never)).toBeUndefined();
    expect(git('log', '--format=%s', '--name-status')).toBe(
      'Fill it in\n\nM\ta.txt\nA\tb.txt\nCreate it\n\nA\ta.txt',
    );
    expect(git('show', 'HEAD~1:a.txt')).toBe('generated');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is left out, with a note, where git knows nobody', async () => {
    expect(await initialCommits(world, folder, [{ message: 'Create it' }], never)).toContain(
      'user.name and user.email',
    );
    expect(git('branch', '--show-current')).toBe('main');
    expect(git('status', '--porcelain')).toBe('A  a.txt');
  });

  it('is left out inside of another work tree', async () => {
    configured();
    git('init', '-q');
    const inner = join(folder, 'packages', 'api');
    mkdirSync(inner, { recursive: true });
    expect(await initialCommits(world, inner, [{ message: 'Create it' }], never)).toContain(
      'in a git repository already',
    );
    expect(git('rev-parse', '--git-dir')).toBe('.git');
  });

  it('is left out where there is no git', async () => {
    vi.stubEnv('PATH', folder);
    expect(await initialCommits(world, folder, [{ message: 'Create it' }], never)).toContain(
      'git is not installed',
    );
  });
});
