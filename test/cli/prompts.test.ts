import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTable } from '../../src/cli/commands/program.js';
import { programLine, shellLine } from '../../src/cli/output/command-line.js';
import { features } from './fake-parts.js';
import { fakeWorld } from './fake-world.js';
import { type Sandbox, sandbox } from './sandbox.js';
import { manifestOf } from '../support/manifest-of.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const create = (answers: readonly (string | boolean | readonly string[])[], ...words: string[]) =>
  box.run('create-plinth', words, { answers });
const manifest = (dir = 'my-api') => manifestOf(join(box.root, dir));
const resource = ['Tag', 'name', 'string', 'unique', ''];

describe('a new project by prompts', () => {
  it('asks for the framework first, and no preset decides on it', async () => {
    const { asked } = await create(['nest', 'blank', [], false, 'none', false], 'my-api');
    expect(asked[0]).toBe('Which framework?');
    expect(manifest().framework).toBe('nest');
    const flagged = await create(['blank', [], false, 'none', false], 'other', '--framework', 'nest');
    expect(flagged.asked).not.toContain('Which framework?');
    expect(manifest('other').framework).toBe('nest');
  });

  it('a flag goes before a preset', async () => {
    const words = ['my-api', '--preset', 'blank', '--features', 'auth-jwt', '--framework', 'nest', '--yes'];
    expect((await box.run('create-plinth', [...words, '--no-install', '--no-git'])).code).toBe(0);
    expect(manifest()).toMatchObject({ framework: 'nest', features: { 'auth-jwt': {} } });
  });

  it('says how to do the same without a question, and that line does', async () => {
    const answers = ['express', 'blank', ['auth-jwt'], '5m', "it's us", false];
    const more = [
      true,
      ...resource,
      'admin',
      false,
      true,
      'nick',
      'string',
      'max=40 optional',
      '',
      'pnpm',
      false,
    ];
    const { stdout } = await create([...answers, ...more], "some api's/my-api");
    const line = stdout.split('To skip the prompts next time, run:\n  ')[1]?.trim() ?? '';
    expect(line).toBe(
      `create-plinth 'some api'\\''s/my-api' --framework express --preset blank --features auth-jwt --auth-jwt-ttl=5m '--auth-jwt-issuer=it'\\''s us' --no-auth-jwt-open-registration --user nick:string:optional:max=40 --resource 'Tag name:string:unique access=admin' --package-manager pnpm --no-git --yes`,
    );
    expect(stdout).toContain("Next steps:\n  cd 'some api'\\''s/my-api'\n  pnpm run dev\n");
    const wanted = manifest("some api's/my-api");
    box.remove();
    box = sandbox();
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
    expect((await box.run('create-plinth', words.trimEnd().split('\n').slice(1))).code).toBe(0);
    expect(manifest("some api's/my-api")).toEqual(wanted);
  });

  it('asks nothing that a spec file could have said, and says nothing of prompts then', async () => {
    box.write({ 'full.yaml': 'framework: nest\nfeatures: [auth-jwt]\n' });
    const ended = await create([], 'my-api', '--from', 'full.yaml', '--no-install', '--no-git');
    expect([ended.code, ended.asked, ended.stderr]).toEqual([0, [], '']);
    expect(ended.stdout).not.toContain('prompts');
  });

  it('offers the package managers that are there, the one that started it first', async () => {
    const world = fakeWorld({ installed: ['npm', 'bun'], userAgent: 'bun/1.2 node/v20', answers: ['x'] });
    const offered: string[][] = [];
    const { askPackageManager } = await import('../../src/cli/prompts/package-manager.prompt.js');
    const prompts = {
      ...world.prompts,
      choice: async ({ choices }: { choices: readonly { value: string }[] }) => {
        offered.push(choices.map(({ value }) => value));
        return 'none';
      },
    };
    const { packageManager, install } = await askPackageManager({}, { resources: [] }, world, prompts);
    expect([offered, packageManager, install]).toEqual([[['bun', 'npm', 'none']], 'bun', false]);
  });

  it.each([
    ['as a flag', 'my-api', '--features', 'auth-jwt', '--package-manager', 'bun'],
    ['in a spec file', 'my-api', '--from', 'bun.yaml'],
    ['by the one that started us', 'my-api', '--features', 'auth-jwt'],
  ])('refuses a package manager that is not installed, named %s, and writes nothing', async (_, ...words) => {
    box.write({ 'bun.yaml': 'packageManager: bun\n' });
    const options = { installed: ['npm', 'git'], userAgent: 'bun/1.2 node/v20' };
    const refused = await box.run('create-plinth', [...words, '--yes'], options);
    expect([refused.code, refused.ran]).toEqual([2, []]);
    expect(refused.stderr).toMatch(/bun is not installed[^]*--no-install/);
    expect(() => box.read('my-api/package.json')).toThrow('ENOENT');
    const created = await box.run('create-plinth', [...words, '--yes', '--no-install'], options);
    expect(created.code).toBe(0);
  });

  it('does not count the time of the answers as its own', async () => {
    let now = 0;
    const world = fakeWorld({ cwd: box.root, answers: ['express', 'blank', [], false, 'none', false] });
    const slow = {
      ...world,
      clock: () => new Date(now),
      prompts: {
        ...world.prompts,
        choice: (of: Parameters<typeof world.prompts.choice>[0]) => {
          now += 60_000;
          return world.prompts.choice(of);
        },
      },
    };
    const { run } = await import('../../src/cli/main.js');
    expect(await run('create-plinth', ['my-api'], slow)).toBe(0);
    expect(world.printed().stdout).toContain('Created my-api in 0 ms.');
  });
});

describe('an answer is refused when it is given', () => {
  const refused = (answers: readonly (string | boolean | readonly string[])[], ...words: string[]) =>
    create(answers, 'my-api', '--framework', 'express', ...words).then(({ stderr }) =>
      stderr.replace(/\s+/g, ' '),
    );
  const auth = ['--features', 'auth-jwt', '--auth-jwt-ttl', '5m', '--auth-jwt-issuer', 'a'];
  const ready = [...auth, '--auth-jwt-open-registration'];

  it.each([
    ['features that the preset needs', ['blog', []], [], /"" was refused at "Which features\?": .*User/],
    ['no field', [true, 'Tag', ''], ready, /Resource Tag has no field/],
    ['a name that is taken', [true, 'User'], ready, /"User" was refused .*auth-jwt/],
    ['a name asked for twice', [true, ...resource, 'admin', true, 'Tag'], ready, /declared twice/],
    ['a plural', [true, 'Tags'], ready, /singular: Tag/],
    ['a slug without a text', [true, 'Tag', 'slug', 'slug'], ready, /"slug" is not offered: needs a string/],
    ['a required relation to itself', [true, 'Tag', 'parent', 'belongsTo', 'Tag', ''], ready, /optional/],
    [
      'a modifier of another type',
      [true, 'Tag', 'done', 'boolean', 'max=3'],
      ready,
      /boolean cannot have "max"/,
    ],
    [
      'a password for everybody to see',
      [true, 'Tag', 'password', 'string', ''],
      ready,
      /"" was refused at "Modifiers of password.*sounds like a secret.*"password:string:hidden"/,
    ],
    ['a field with its type', [true, 'Tag', 'name:string'], ready, /Only the name here/],
    [
      'a pattern that can take for ever',
      [true, 'Tag', 'name', 'string', 'pattern=^(a+)+$'],
      ready,
      /"pattern=\^\(a\+\)\+\$" was refused at "Modifiers of name.*": .*can take for ever/,
    ],
    [
      'an owner without a user',
      [true, ...resource, 'owner'],
      ready,
      /"owner" is not offered: needs a required/,
    ],
    ['a field twice', [true, 'Tag', 'name', 'string', '', 'name'], ready, /name.* twice/],
    ['a field that every user has', [false, true, 'email'], ready, /User has "email" already/],
    ['a field of users twice', [false, true, 'bio', 'text', '', 'bio'], ready, /"bio" twice/],
    [
      'a relation of users',
      [false, true, 'boss', 'belongsTo'],
      ready,
      /"belongsTo" is not offered: users have none/,
    ],
    [
      'a slug of users',
      [false, true, 'bio', 'text', '', 'page', 'slug'],
      ready,
      /"slug" is not offered: users have none/,
    ],
    [
      'a search in users',
      [false, true, 'bio', 'text', 'searchable'],
      ready,
      /lists.*email, name and role only/,
    ],
    [
      'what users are called by a resource already',
      [
        true,
        'Note',
        'text',
        'text',
        '',
        'by',
        'belongsTo',
        'User',
        'inverse=notes',
        '',
        'owner',
        false,
        true,
        'notes',
      ],
      ready,
      /"notes" was refused/,
    ],
  ])('%s', async (_, answers, words, says) => {
    expect(await refused(answers, ...words)).toMatch(says);
    expect(box.snapshot()).toEqual({});
  });

  it('nobody is asked for fields of users where there are none, or where they were said', async () => {
    const question = 'Give users fields of their own, beside email and name?';
    const words = ['--framework', 'express', '--features'];
    const none = await create([false, 'none', false], 'none', ...words, '');
    expect([none.code, none.asked.includes(question)]).toEqual([0, false]);
    const auth = [
      ...words,
      'auth-jwt',
      '--auth-jwt-ttl',
      '5m',
      '--auth-jwt-issuer',
      'a',
      '--auth-jwt-open-registration',
    ];
    const said = await create([false, 'none', false], 'said', ...auth, '--user', 'bio:text');
    expect([said.code, said.asked.includes(question)]).toEqual([0, false]);
    const asked = await create([false, false, 'none', false], 'asked', ...auth);
    expect([asked.code, asked.asked.includes(question)]).toEqual([0, true]);
    expect(manifest('asked').user).toBeUndefined();
  });

  it('nobody is asked who may do what where nobody signs in', async () => {
    const words = ['my-api', '--framework', 'express', '--features', ''];
    const { code, asked } = await create([true, ...resource, false, 'none', false], ...words);
    expect(code).toBe(0);
    expect(asked).not.toContain('Who may do what?');
    expect(manifest().resources['Tag']?.access).toBe('public');
  });
});

describe('in a project', () => {
  const add = (answers: readonly (string | boolean)[], ...words: string[]) =>
    box.run('plinth', ['add', ...words, '--cwd', 'my-api'], { answers });
  beforeEach(async () => {
    const words = ['my-api', '--features', 'auth-jwt', '--no-install', '--no-git', '--yes'];
    await box.run('create-plinth', words);
  });

  it('says what a new resource is for whom, and how to ask for it in one line', async () => {
    const { code, stdout } = await add(
      ['title', 'string', 'max=9', 'by', 'belongsTo', 'User', '', '', 'owner'],
      'resource',
      'Post',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('  access   owner: everybody reads; signed-in users create; only the owner');
    expect(stdout).toContain(
      '  owner    by: the server sets it to the signed-in user (assumed: owner=false on it lets requests set it)\n',
    );
    expect(stdout).toContain(
      '  serves   /api/v1/posts (GET, POST) and /api/v1/posts/{id} (GET, PUT, PATCH, DELETE)',
    );
    expect(stdout).toContain('Next steps:\n  cd my-api\n  npm test\n');
    expect(stdout).toMatch(
      /run:\n {2}plinth add resource Post title:string:max=9 by:belongsTo=User --access owner\n$/,
    );
  });

  it('names the endpoints that a resource has of the six, and asks for the same ones in one line', async () => {
    const { stdout } = await add(
      ['title', 'string', '', '', 'authenticated'],
      'resource',
      'Post',
      '--operations',
      'create,get',
    );
    expect(stdout).toContain('  serves   /api/v1/posts (POST) and /api/v1/posts/{id} (GET)\n');
    expect(stdout).toContain('--access authenticated --operations get,create\n');
  });

  it('says that an access level was assumed', async () => {
    const { stdout } = await box.run('plinth', ['add', 'resource', 'Tag', 'name:string', '--cwd', 'my-api']);
    expect(stdout).toContain(
      'authenticated: signed-in users read and write (assumed: --access chooses another)',
    );
  });

  it('a resource that is there is refused before its fields are asked for', async () => {
    await box.run('plinth', ['add', 'resource', 'Post', 'title:string', '--cwd', 'my-api']);
    const { code, asked, stderr } = await add([], 'resource', 'Post');
    expect([code, asked]).toEqual([2, []]);
    expect(stderr).toContain('Post');
  });

  it('a feature that is installed is not offered', async () => {
    const { code, stderr } = await add([], 'feature');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Every feature is installed.')]);
  });
});

describe('a line to paste', () => {
  it('quotes what a shell would read otherwise', () => {
    expect(shellLine(['a', 'b c', "d'e", 'x:string:pattern=^a|b$', ''])).toBe(
      String.raw`a 'b c' 'd'\''e' 'x:string:pattern=^a|b$' ''`,
    );
  });

  it('names the program as it can be started', () => {
    expect(programLine('create-plinth', undefined)).toBe('create-plinth');
    expect(programLine('plinth', 'npm/10.8.2 node/v20.20.2')).toBe('npx plinth');
    expect(programLine('plinth', 'pnpm/10.1.0 node/v20.20.2')).toBe('pnpm dlx plinth');
  });
});

it('short flags may stand together', async () => {
  const words = ['my-api', '--features', '', '--no-install', '--no-git', '-yq'];
  const ended = await box.run('create-plinth', words, { answers: [] });
  expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '', asked: [] });
  expect(buildTable('plinth', features, fakeWorld()).program.name()).toBe('plinth');
});
