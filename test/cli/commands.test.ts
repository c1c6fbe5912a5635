import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interrupt } from './fake-world.js';
import { type Sandbox, sandbox } from './sandbox.js';
import { manifestOf } from '../support/manifest-of.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const plain = ['--features', '', '--no-install', '--no-git'];
const create = (...words: string[]) => box.run('create-plinth', words);
const manifest = (dir = 'my-api') => manifestOf(join(box.root, dir));

describe('create-plinth', () => {
  it('takes the defaults where nobody can be asked', async () => {
    const { code, stdout, ran } = await box.run('create-plinth', ['my-api', '--features', 'auth-jwt'], {
      programs: { 'git rev-parse': { code: 128 } },
      userAgent: 'pnpm/9.1.0 npm/? node/v20.20.2 linux x64',
    });
    expect(code).toBe(0);
    expect(box.read('my-api/src/auth.txt')).toBe('15m me true\n');
    expect(ran.slice(0, 3)).toEqual([
      'pnpm install',
      'git rev-parse --is-inside-work-tree',
      'git init -b main',
    ]);
    expect(stdout).toContain('Next steps:\n  cd my-api\n  pnpm run dev\n');
  });

  it('takes flags, resources and the answers of features', async () => {
    const { code } = await create(
      ...['deep/down/my-api', '--features', 'auth-jwt', '--auth-jwt-ttl', '5m', '--no-install', '--no-git'],
      ...['--resource', 'Tag name:string', '--resource', 'Post author:belongsTo=User tags:manyToMany=Tag'],
    );
    expect(code).toBe(0);
    expect(manifest('deep/down/my-api')).toMatchObject({
      name: 'my-api',
      features: { 'auth-jwt': { ttl: '5m' } },
      resources: { Post: { access: 'owner' }, Tag: {} },
    });
  });

  it('takes a spec file, and flags over it', async () => {
    box.write({
      'plinth.yaml': `name: blog-api
packageManager: yarn
features: [auth-jwt]
answers: { auth-jwt: { ttl: 5m, issuer: us } }
resources: { Tag: { fields: { name: string } } }
`,
    });
    const { code } = await create(
      '--from',
      'plinth.yaml',
      '--auth-jwt-issuer',
      'them',
      '--no-install',
      '--no-git',
    );
    expect(code).toBe(0);
    expect(box.read('blog-api/src/auth.txt')).toBe('5m them true\n');
    expect(manifest('blog-api')).toMatchObject({ packageManager: 'yarn', resources: { Tag: {} } });
  });

  it('asks for what is missing in a terminal', async () => {
    const answers = [
      ...['my-api', 'express', 'blank', ['auth-jwt'], '5m', 'us', false],
      ...[
        true,
        'Tag',
        'name',
        'string',
        'unique',
        'colour',
        'enum',
        'red, green',
        '',
        '',
        'admin',
        'colour=green',
      ],
      ...[false, false],
      ...['none', false],
    ];
    const { code, asked, stderr } = await box.run('create-plinth', [], { answers });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Nothing is written before the last answer\. .*--yes/);
    expect(asked.slice(0, 3)).toEqual([
      'Folder of the new project (. for this one)',
      'Which framework?',
      'Start from which preset?',
    ]);
    expect(box.read('my-api/src/auth.txt')).toBe('5m us false\n');
    const { Tag } = manifest().resources;
    expect([Tag?.access, Tag?.fields.map(({ name }) => name)]).toEqual(['admin', ['name', 'colour']]);
    expect(Tag?.visible).toEqual({ field: 'colour', values: ['green'] });
    expect(manifest().packageManager).toBe('npm');
  });

  it('asks nothing under --yes', async () => {
    const { code, asked } = await box.run('create-plinth', ['my-api', '--yes', ...plain], { answers: [] });
    expect([code, asked]).toEqual([0, []]);
  });

  it('writes nothing and ends with 130 on Ctrl-C at a prompt', async () => {
    const { code, stderr } = await box.run('create-plinth', ['my-api'], { answers: ['express', interrupt] });
    expect([code, stderr]).toEqual([
      130,
      expect.stringMatching(/\nerror: Interrupted: nothing was written\.\n$/),
    ]);
    expect(box.snapshot()).toEqual({});
  });

  it('writes nothing in a dry run', async () => {
    const { code, stdout } = await create('my-api', ...plain, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('+{ "name": "my-api" }');
    expect(box.snapshot()).toEqual({});
  });

  it('prints one document under --json', async () => {
    const { code, stdout, stderr } = await create('my-api', ...plain, '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      command: 'create',
      changes: expect.arrayContaining([{ kind: 'create', path: 'package.json', added: 1, removed: 0 }]),
      tasks: [],
      manual: [],
    });
  });

  it('two at once: one creates the project, the other is told', async () => {
    const ends = await Promise.all([create('my-api', ...plain), create('my-api', ...plain)]);
    expect(ends.map(({ code }) => code).toSorted()).toEqual([0, 1]);
    expect(ends.map(({ stderr }) => stderr).join('')).toMatch(/is not empty|was made by somebody else/);
    expect(manifest().name).toBe('my-api');
  });

  it('is plinth create as well', async () => {
    expect((await box.run('plinth', ['create', 'my-api', ...plain])).code).toBe(0);
    expect(manifest().name).toBe('my-api');
  });
});

describe('plinth add resource', () => {
  const add = (...words: string[]) => box.run('plinth', ['add', 'resource', ...words, '--cwd', 'my-api']);
  beforeEach(async () => void (await create('my-api', ...plain)));

  it('adds it, edits what is there, and remembers it', async () => {
    const { code, stdout } = await add(
      'Tag',
      'name:string:unique',
      '--access',
      'public',
      '--soft-delete',
      '--no-tests',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('edited   src/express.txt +1  mount Tag');
    expect(manifest().resources.Tag).toMatchObject({ access: 'public', softDelete: true, tests: false });
  });

  it('finds the project from a folder inside of it', async () => {
    const { code } = await box.run('plinth', [
      'add',
      'resource',
      'Tag',
      'name:string',
      '--cwd',
      'my-api/src',
    ]);
    expect(code).toBe(0);
    expect(manifest().resources['Tag']?.name).toBe('Tag');
  });

  it('changes nothing the second time, and refuses other fields', async () => {
    await add('Tag', 'name:string');
    const before = box.snapshot();
    expect(await add('Tag', 'name:string')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
    expect(await add('Tag', 'title:string')).toMatchObject({ stderr: expect.stringContaining('Tag') });
    expect((await add('Tag', 'title:string')).code).toBeGreaterThan(0);
    expect(box.snapshot()).toEqual(before);
  });

  it('leaves a step where an anchor is gone: exit code 3, or 1 and nothing written under --strict', async () => {
    box.write({ 'my-api/src/express.txt': 'rewritten\n' });
    const before = box.snapshot();
    const strict = await add('Tag', 'name:string', '--strict');
    expect([strict.code, strict.stdout]).toEqual([1, '']);
    expect(box.snapshot()).toEqual(before);
    const { code, stdout } = await add('Tag', 'name:string');
    expect(code).toBe(3);
    expect(stdout).toContain('1. src/express.txt: mount Tag\n     because the list is gone\n       Tag\n');
  });

  it('refuses in a package of its own below the project, which it leaves as it is', async () => {
    box.write({ 'my-api/tools/lint/package.json': '{ "name": "lint" }', 'my-api/tools/lint/src/a.txt': '' });
    const before = box.snapshot();
    const { code, stderr } = await box.run('plinth', [
      'add',
      'resource',
      'Tag',
      'name:string',
      '--cwd',
      'my-api/tools/lint/src',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(`my-api/tools/lint is a separate package inside the project`);
    expect(stderr).toContain('--cwd ');
    expect(box.snapshot()).toEqual(before);
  });

  it('refuses a package.json that does not parse: one line, nothing written', async () => {
    box.write({ 'my-api/package.json': '{ "name": ' });
    const before = box.snapshot();
    for (const words of [
      ['add', 'resource', 'Tag', 'name:string'],
      ['add', 'feature', 'auth-jwt'],
    ]) {
      const { code, stderr } = await box.run('plinth', [...words, '--cwd', 'my-api']);
      expect([code, stderr]).toEqual([1, expect.stringContaining('package.json is not valid JSON')]);
    }
    expect(box.snapshot()).toEqual(before);
  });

  it('names what it makes after SOURCE_DATE_EPOCH, where that is set', async () => {
    const add = ['add', 'resource', 'Tag', 'name:string', '--cwd', 'my-api'];
    const wrong = await box.run('plinth', add, { epoch: 'yesterday' });
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('SOURCE_DATE_EPOCH is "yesterday"'),
    ]);
    expect((await box.run('plinth', add, { epoch: '1800000000' })).code).toBe(0);
    expect(box.read('my-api/src/Tag.txt')).toContain('2027-01-15T08:00:00.000Z');
  });

  it('mends first what a killed command left, and says so; a dry run mends nothing', async () => {
    const entries = [{ path: 'src/half.txt', staged: 'src/.half.txt.plinth-0123456789ab' }];
    const journal = JSON.stringify({ pid: 2 ** 22 - 1, folders: [], entries });
    const left = {
      'my-api/.plinth/journal.json': journal,
      'my-api/src/.half.txt.plinth-0123456789ab': 'half',
    };
    box.write(left);
    const before = box.snapshot();
    expect((await add('Tag', 'name:string', '--dry-run')).code).toBe(0);
    expect(box.snapshot()).toEqual(before);
    const { code, stderr } = await add('Tag', 'name:string');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^[A-Z][^\n]+\n$/);
    expect(Object.keys(box.snapshot()).filter((path) => /journal|half/.test(path))).toEqual([]);
  });

  it('asks for the fields one by one in a terminal', async () => {
    const answers = ['name', 'string', '', 'parent', 'belongsTo', 'Tag', 'optional', '', ''];
    const { code } = await box.run('plinth', ['add', 'resource', 'Tag', '--cwd', 'my-api'], { answers });
    expect(code).toBe(0);
    expect(manifest().resources['Tag']?.fields).toMatchObject([
      { name: 'name' },
      { name: 'parent', target: 'Tag' },
    ]);
  });

  it('works in a project without a manifest, and finds its entities', async () => {
    box.write({
      'other/package.json': '{ "name": "other" }',
      'other/pnpm-lock.yaml': '',
      'other/src/express.txt': 'express\n',
      'other/src/Author.txt': '',
    });
    const { code } = await box.run('plinth', [
      'add',
      'resource',
      'Book',
      'author:belongsTo=Author',
      '--cwd',
      'other',
    ]);
    expect(code).toBe(0);
    expect(manifest('other')).toMatchObject({
      name: 'other',
      framework: 'express',
      packageManager: 'pnpm',
      resources: { Book: { fields: [{ target: 'Author' }] } },
    });
  });
});

describe('plinth add feature', () => {
  const add = (...words: string[]) => box.run('plinth', ['add', 'feature', ...words, '--cwd', 'my-api']);
  beforeEach(async () => void (await create('my-api', ...plain)));

  it('adds it with its answers and installs what it needs', async () => {
    const { code, ran } = await add('auth-jwt', '--auth-jwt-ttl', '5m');
    expect([code, ran]).toEqual([0, ['npm install']]);
    expect(manifest().features['auth-jwt']).toEqual({ ttl: '5m', issuer: 'me', openRegistration: true });
  });

  it('gives what choosing it at creation gives, byte for byte', async () => {
    await add('auth-jwt', '--no-install');
    const whole = sandbox();
    await whole.run('create-plinth', ['my-api', '--features', 'auth-jwt', '--no-install', '--no-git']);
    const chosen = whole.snapshot();
    whole.remove();
    // Of what is chosen at creation there is nothing to take back.
    const added = Object.entries(box.snapshot()).filter(([path]) => !path.includes('.plinth/history'));
    expect(Object.fromEntries(added)).toEqual(chosen);
  });

  it('changes nothing the second time, and refuses other answers', async () => {
    await add('auth-jwt', '--no-install');
    const before = box.snapshot();
    expect((await add('auth-jwt')).stdout).toContain('Nothing to do');
    expect(await add('auth-jwt', '--auth-jwt-ttl', '5m')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('auth-jwt is installed with ttl "15m", not "5m".'),
    });
    expect(box.snapshot()).toEqual(before);
  });
});

describe('plinth list, info, completion', () => {
  beforeEach(async () => void (await create('my-api', '--features', 'auth-jwt', '--no-install', '--no-git')));

  it('list marks what this project has', async () => {
    expect((await box.run('plinth', ['list'])).stdout).toContain('  auth-jwt    Users that sign in.');
    const inside = await box.run('plinth', ['list', '--cwd', 'my-api']);
    expect(inside.stdout).toContain('✓ auth-jwt    Users that sign in.');
    const { stdout } = await box.run('plinth', ['list', '--json', '--cwd', 'my-api']);
    expect(JSON.parse(stdout).features).toEqual([
      expect.objectContaining({ id: 'auth-jwt', installed: true }),
    ]);
  });

  it('info tells version, features and resources with their fields', async () => {
    await box.run('plinth', [
      'add',
      'resource',
      'Post',
      'title:string',
      'author:belongsTo=User',
      '--cwd',
      'my-api',
    ]);
    const { stdout } = await box.run('plinth', ['info', '--cwd', 'my-api']);
    expect(stdout).toContain('    Post (owner)\n      title   string\n      author  belongsTo User\n');
    const json = await box.run('plinth', ['info', '--json', '--cwd', 'my-api']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      name: 'my-api',
      resources: { Post: { access: 'owner' } },
    });
  });

  it('completion prints a script for both programs', async () => {
    const { stdout } = await box.run('plinth', ['completion', 'bash']);
    expect(stdout).toContain('complete -F _plinth plinth create-plinth');
  });

  it.each([[[]], [['add', 'resource']], [['create']], [['list']]])(
    '%j has help with examples',
    async (words) => {
      const { code, stdout, stderr } = await box.run('plinth', [...words, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('--dry-run');
      if (words.length > 0) expect(stdout).toContain('Examples:\n  $ ');
    },
  );
});
