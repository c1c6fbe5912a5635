import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import { fakeWorld } from './fake-world.js';
import { type Sandbox, sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const clone = {
  'my-api/.git/HEAD': 'ref: refs/heads/main\n',
  'my-api/README.md': '# mine\nnot formatted\n* at all\n',
  'my-api/LICENSE': 'MIT\n',
  'my-api/.gitignore': '/node_modules/\n*.log\n!.env.example\n',
  'my-api/.github/CODEOWNERS': '* @me\n',
};

/** The real project, in a folder that a shell stands in. */
async function createHere(...words: string[]) {
  const world = {
    ...fakeWorld({ cwd: join(box.root, 'my-api') }),
    builtIns: () => Promise.resolve(builtIns),
  };
  const code = await run(
    'create-plinth',
    ['.', '--no-install', '--no-git', '--features', 'openapi', ...words],
    world,
  );
  return { code, ...world.printed() };
}

describe('create-plinth . in a fresh clone', () => {
  it('comes beside what is there, keeps it, and says so', async () => {
    box.write(clone);
    const { code, stdout } = await createHere();
    expect(code).toBe(0);
    expect(stdout).toContain('note     Yours, so left unchanged: README.md.\n');
    expect(stdout).toContain('edited   .gitignore +7');
    expect(stdout).not.toContain('cd ');
    for (const [path, text] of Object.entries(clone)) expect(box.read(path)).toContain(text.trimEnd());
    expect(box.read('my-api/README.md')).toBe(clone['my-api/README.md']);
    expect(box.read('my-api/src/server.ts')).not.toBe('');
    expect(box.read('my-api/package.json')).toContain('"name": "my-api"');
  });

  it('git ignores what it has to, and nothing more', async () => {
    box.write(clone);
    await createHere();
    const folder = join(box.root, 'my-api');
    execFileSync('git', ['init', '-q', '.'], { cwd: folder });
    const ignored = (path: string) => {
      try {
        execFileSync('git', ['check-ignore', '-q', path], { cwd: folder });
        return true;
      } catch {
        return false;
      }
    };
    expect(['.env', '.env.local', 'dist/x.js', 'node_modules/x', '.data/x'].map(ignored)).not.toContain(
      false,
    );
    expect(['.env.example', 'src/server.ts', '.plinth/manifest.json'].map(ignored)).not.toContain(true);
  });

  it('leaves its files out of the list of what Plinth generated, and out of the formatter', async () => {
    box.write(clone);
    await createHere();
    const listed = box.read('my-api/.plinth/files.sha256');
    expect(listed).not.toMatch(/ {2}README\.md|\.gitignore/);
    expect(listed).toContain('  src/server.ts\n');
    execFileSync('sha256sum', ['--quiet', '-c', '.plinth/files.sha256'], { cwd: join(box.root, 'my-api') });
    expect(box.read('my-api/.prettierignore')).toMatch(/\n\.github\nREADME\.md\n$/);
  });

  it('is refused with the names of what else is there, and writes nothing', async () => {
    box.write({ ...clone, 'my-api/package.json': '{}', 'my-api/src/a.ts': '' });
    const before = box.snapshot();
    const { code, stderr } = await createHere();
    expect([code, box.snapshot()]).toEqual([1, before]);
    expect(stderr).toMatch(/my-api is not empty: it holds package\.json, src\.\n/);
  });

  it('takes back what a killed run left, and begins anew', async () => {
    box.write(clone);
    const before = box.snapshot();
    const entries = [{ path: 'AGENTS.md', staged: '.AGENTS.md.plinth-0123456789ab', hash: 'x' }];
    box.write({
      'my-api/.plinth/journal.json': JSON.stringify({ pid: 2 ** 22 - 1, folders: [], entries }),
      'my-api/.AGENTS.md.plinth-0123456789ab': 'half',
    });
    expect((await createHere('--dry-run')).code).toBe(0);
    const { code, stderr } = await createHere();
    expect([code, stderr]).toEqual([0, expect.stringContaining('stopped halfway')]);
    expect(Object.keys(box.snapshot()).filter((path) => /plinth-0123|journal/.test(path))).toEqual([]);
    expect(before['my-api/README.md']).toBe(box.snapshot()['my-api/README.md']);
  });
});
