import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bin } from '../../src/cli/start.js';
import { run } from '../../src/cli/main.js';
import { fakeWorld } from './fake-world.js';
import { sandbox } from './sandbox.js';

interface Bad {
  readonly words: readonly string[];
  readonly code: 1 | 2;
  readonly says: RegExp;
  readonly files?: Readonly<Record<string, string>>;
}

const post = 'Post title:string author:belongsTo=User';
const plain = ['--features', 'auth-jwt', '--no-install', '--no-git'];

/** One clear line on stderr with the remedy below it, nothing on stdout, the right exit code, and the disk as it was. */
async function refused(
  bin: Bin,
  { words, code, says, files = {} }: Bad,
  inProject: boolean,
  resources: readonly string[] = [post],
): Promise<void> {
  const box = sandbox();
  try {
    const given = resources.flatMap((one) => ['--resource', one]);
    if (inProject) await box.run('create-plinth', ['my-api', ...plain, ...given]);
    box.write(files);
    const before = box.snapshot();
    const place = inProject ? ['--cwd', 'my-api'] : [];
    const ended = await box.run(bin, [...words, ...place]);
    expect(ended.stderr).toMatch(says);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(/^error: [^\n]+\n( {2}[^\n]+\n)+$/);
    expect(ended.stderr).not.toMatch(/Unexpected|bug in Plinth| at .*\.[jt]s:\d/);
    expect(box.snapshot()).toEqual(before);
    const json = await box.run(bin, [...words, ...place, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, exitCode: code, changes: [] });
    expect([json.code, json.stderr]).toEqual([code, '']);
    expect(box.snapshot()).toEqual(before);
  } finally {
    box.remove();
  }
}

const resource = (name: string, says: RegExp, code: 1 | 2 = 2): Bad => ({
  words: ['add', 'resource', name, 'title:string'],
  code,
  says,
});

describe('a field that cannot be added', () => {
  const field = (text: string, says: RegExp, ...more: readonly string[]): Bad => ({
    words: ['add', 'field', 'Post', text, ...more],
    code: 2,
    says,
  });
  const user = (text: string, says: RegExp): Bad => ({
    words: ['add', 'field', 'User', text],
    code: 2,
    says,
  });
  it.each<Bad>([
    field('note', /note/),
    field('note:strin', /strin/),
    field('class:string:max=0', /max/),
    field('createdAt:datetime', /createdAt/),
    field('title:text', /Post\.title is there already, as title:string/),
    field('authorId:uuid', /authorId/),
    field('note:string', /required, and the rows that are there would have no value/),
    field('code:string:unique', /unique and required/),
    field('slug:slug=title', /made from another field/),
    field('tags:manyToMany=Tag', /no such entity/),
    field('parent:belongsTo=Post', /points to Post itself and is required/),
    field('editor:belongsTo=User:owner=false', /the rows that are there would point at nothing/),
    field('editor:belongsTo=User:owner=false:unique', /unique and required/),
    field('editor:belongsTo=User:owner=false', /is no id/, '--backfill', 'editor=1'),
    field('note:string', /--backfill "note" names no field/, '--backfill', 'note'),
    field('note:string', /"other", which is none of the new fields/, '--backfill', 'other=1'),
    field('pages:integer', /"pages=many" does not suit integer/, '--backfill', 'pages=many'),
    { words: ['add', 'field'], code: 2, says: /Which resource/ },
    { words: ['add', 'field', 'Post'], code: 2, says: /Which field/ },
    { words: ['add', 'field', 'Pots', 'note:text:optional'], code: 2, says: /"Pots"[^]*Did you mean "Post"/ },
    { words: ['add', 'field', '__proto__', 'note:text:optional'], code: 2, says: /__proto__/ },
    user('role:text', /User has "role" already/),
    user('passwordHash:text:hidden', /User has "passwordHash" already/),
    user(
      'posts:hasMany=Post',
      /no relations of its own[^]*plinth add field Post user:belongsTo=User:inverse=posts/,
    ),
    user('team:belongsTo=Post', /no relations of its own/),
    user('apiToken:text', /sounds like a secret/),
    user('path:slug=name', /made from another field/),
    user('bio:text:optional:searchable', /"searchable" is for lists/),
    user('level:integer:optional:index', /"index" is for lists/),
    user('bio:text', /required, and the rows that are there would have no value/),
    user('nick:string:unique', /unique and required/),
    user('floor:integer:optional:unique:min=1:max=99', /would let no more people register/),
  ])('$words', (bad) => refused('plinth', bad, true));
});

describe('a field that cannot be removed, renamed or changed', () => {
  const words = (says: RegExp, ...all: readonly string[]): Bad => ({ words: all, code: 2, says });
  it.each<Bad>([
    words(/Which resource/, 'remove', 'field'),
    words(/Which field/, 'remove', 'field', 'Post'),
    words(/no field "titel"[^]*Did you mean "title"/, 'remove', 'field', 'Post', 'titel', '--yes'),
    words(/User has no field "email"[^]*Nothing was added/, 'remove', 'field', 'User', 'email', '--yes'),
    words(/User has no field "role"/, 'rename', 'field', 'User', 'role', 'rank'),
    words(/User has no field "role"/, 'change', 'field', 'User', 'role', '--optional'),
    words(/only its fields can be changed/, 'change', 'resource', 'User', '--soft-delete'),
    words(/only its fields can be changed/, 'remove', 'resource', 'User', '--yes'),
    words(/only its fields can be changed/, 'rename', 'resource', 'User', 'Member'),
    words(/no field that a request may set/, 'remove', 'field', 'Post', 'title', '--yes'),
    words(/nobody would own its rows/, 'remove', 'field', 'Post', 'author', '--yes'),
    words(/Which resource/, 'rename', 'field'),
    words(/Which field/, 'rename', 'field', 'Post'),
    words(/The new name is missing/, 'rename', 'field', 'Post', 'title'),
    words(/no field "body"/, 'rename', 'field', 'Post', 'body', 'content'),
    words(/no field "body"/, 'rename', 'field', 'Post', 'body', 'title'),
    words(/createdAt/, 'rename', 'field', 'Post', 'title', 'createdAt'),
    words(/author/, 'rename', 'field', 'Post', 'title', 'author'),
    words(/authorId/, 'rename', 'field', 'Post', 'title', 'authorId'),
    words(/apiKey/, 'rename', 'field', 'Post', 'title', 'apiKey'),
    words(/two words/, 'rename', 'field', 'Post', 'title', 'two words'),
    words(/colon|type|title:x/, 'rename', 'field', 'Post', 'title', 'title:x'),
    words(/Which change/, 'change', 'field', 'Post', 'title'),
    words(/no field "body"/, 'change', 'field', 'Post', 'body', '--max', '3'),
    words(/max/, 'change', 'field', 'Post', 'title', '--max', 'many'),
    words(/default/, 'change', 'field', 'Post', 'title', '--max', '3', '--default', 'long'),
    words(/scale/, 'change', 'field', 'Post', 'title', '--scale', '2'),
    words(/title/, 'change', 'field', 'Post', 'title', '--values', 'a,b'),
    words(/does not become required/, 'change', 'field', 'Post', 'title', '--max', '9', '--backfill', 'a'),
    words(/cannot be "long"/, 'change', 'field', 'Post', 'title', '--type', 'long'),
    words(
      /integer instead of string[^]*becomes text/,
      'change',
      'field',
      'Post',
      'title',
      '--type',
      'integer',
    ),
    words(/instead of belongsTo=User/, 'change', 'field', 'Post', 'author', '--type', 'uuid'),
    words(/owner cannot be optional/, 'change', 'field', 'Post', 'author', '--optional'),
    words(/Which change/, 'change', 'resource', 'Post'),
    words(/no resource "Pots"/, 'change', 'resource', 'Pots', '--soft-delete'),
    words(/everyone/, 'change', 'resource', 'Post', '--access', 'everyone'),
    words(/fly/, 'change', 'resource', 'Post', '--operations', 'fly'),
    words(/Which resource/, 'rename', 'resource'),
    words(/The new name is missing/, 'rename', 'resource', 'Post'),
    words(/no resource "Pots"[^]*Did you mean "Post"/, 'rename', 'resource', 'Pots', 'Article'),
    words(/"Posts"[^]*plural/, 'rename', 'resource', 'Post', 'Posts'),
    words(/PascalCase/, 'rename', 'resource', 'Post', '../x'),
    words(/user entity/, 'rename', 'resource', 'Post', 'User'),
    words(/not a name/, 'rename', 'resource', 'Post', 'Article', '--plural', 'a b'),
    words(/User is no resource/, 'rename', 'resource', 'User', 'Member'),
    words(/kebab-case/, 'change', 'resource', 'Post', '--path', 'a/b'),
    words(/kebab-case/, 'change', 'resource', 'Post', '--path', 'Posts'),
    words(/of its own/, 'change', 'resource', 'Post', '--path', 'users'),
    words(/kebab-case/, 'add', 'resource', 'Person', 'name:string', '--path', '../x'),
    words(
      /path \/posts is taken by the existing Post/,
      'add',
      'resource',
      'Person',
      'name:string',
      '--path',
      'posts',
    ),
    words(/Which resource/, 'remove', 'resource'),
    words(/no resource "Pots"/, 'remove', 'resource', 'Pots', '--yes'),
    words(/User is no resource/, 'remove', 'resource', 'User', '--yes'),
    words(/would drop Post with all data[^]*--yes/, 'remove', 'resource', 'Post'),
    words(/setNull/, 'change', 'field', 'Post', 'author', '--on-delete', 'setNull'),
  ])('$words', (bad) => refused('plinth', bad, true));

  it('whose deleted rows are only deleted for good by somebody who says so', () =>
    refused(
      'plinth',
      {
        words: ['change', 'resource', 'Post', '--no-soft-delete'],
        code: 2,
        says: /delete the softly deleted rows of Post for good[^]*--yes/,
      },
      true,
      ['Post title:string author:belongsTo=User softDelete'],
    ));

  it('is only removed by somebody who says so', () =>
    refused(
      'plinth',
      { words: ['remove', 'field', 'Post', 'title'], code: 2, says: /would drop Post\.title[^]*--yes/ },
      true,
      ['Post title:string note:string author:belongsTo=User'],
    ));
});

describe('a bad resource name', () => {
  it.each<Bad>([
    resource('', /name/i),
    resource('class', /class/),
    resource('UserSummary', /UserSummary/),
    resource('constructor', /constructor/),
    resource('__proto__', /__proto__/),
    resource('../../x', /\.\.\/\.\.\/x/),
    resource('1abc', /1abc/),
    resource('Blog Post', /Blog Post/),
    resource('$(reboot)', /reboot/),
    resource('Post;ls', /Post;ls/),
    resource('Größe', /Größe/),
    resource('Бlog', /log/),
    resource('A'.repeat(300), /A{20}/),
    resource('a\u001b[2Jb', /u\{1b\}/),
    resource('Post', /Post/),
    resource('Posts', /Post/),
    resource('User', /User/),
    resource('Users', /User/),
  ])('$words.2', (bad) => refused('plinth', bad, true));
});

const field = (text: string, says: RegExp): Bad => ({
  words: ['add', 'resource', 'Tag', text],
  code: 2,
  says,
});

describe('a bad field', () => {
  it.each<Bad>([
    field('title:strng', /Did you mean "title:string"/),
    field('password:string', /sounds like a secret.*\n.*"password:string:hidden"/),
    field('title', /title/),
    field('title:string:uniqe', /Did you mean "unique"/),
    field('done:boolean:max=3', /boolean cannot have "max"/),
    field('score:integer:min=5:max=1', /min|max/),
    field('author:belongsTo=Usr', /User/),
    field('color:enum', /enum/),
    field('color:enum=', /enum|value/),
    field('id:integer', /id/),
    field('createdAt:datetime', /createdAt/),
    field('constructor:string', /constructor/),
    field('__proto__:string', /__proto__/),
    field('a b:string', /a b/),
    field('x:string:max=', /max/),
    field(':string', /name/i),
    field('slug:slug=nothing', /nothing/),
    field(`${'a'.repeat(300)}:string`, /a{20}/),
    field(
      'code:string:pattern=^(a+)+$',
      /"code:string:pattern=\^\(a\+\)\+\$": the pattern can take for ever/,
    ),
    field('code:text:max=4096:pattern=.+@.+', /too slow for 4096 characters[^]*Use max=500 or less/),
    { words: ['add', 'resource', 'Tag', 'a:string', 'a:text'], code: 2, says: /"?a"?/ },
    {
      words: ['add', 'resource', 'Tag', 'a:string', '--access', 'ownr'],
      code: 2,
      says: /Did you mean "owner"/,
    },
  ])('$words.3', (bad) => refused('plinth', bad, true));
});

const spec = (text: string, says: RegExp): Bad => ({
  words: ['my-api', '--from', 'plinth.yaml'],
  code: 2,
  says,
  files: { 'plinth.yaml': text },
});

describe('a bad spec file', () => {
  it.each<readonly [string, Bad]>([
    ['syntax', spec('name: a\nresources: [', /plinth\.yaml:2:\d+/)],
    ['unknown key', spec('nme: a\nresources: {}\n', /plinth\.yaml:1:1.*nme/)],
    ['empty', spec('', /plinth\.yaml:1:1/)],
    ['bad field', spec('resources:\n  Tag:\n    fields:\n      a: strng\n', /plinth\.yaml:4:\d+.*strng/)],
    [
      'a pattern that can take for ever',
      spec(
        'resources:\n  Tag:\n    fields:\n      a: string:pattern=(a|a)*\n',
        /plinth\.yaml:4:7: .*"a:string:pattern=\(a\|a\)\*": the pattern can take for ever/,
      ),
    ],
    [
      'cycle of required relations',
      spec(
        'resources:\n  A: { fields: { b: belongsTo=B } }\n  B: { fields: { a: belongsTo=A } }\n',
        /cycle|circle|each other/i,
      ),
    ],
    [
      'user without auth',
      spec('features: []\nuser: { fields: { bio: text } }\nresources: {}\n', /The project has no users/),
    ],
    [
      'bad field of the user',
      spec('features: [auth-jwt]\nuser:\n  fields:\n    bio: txt\n', /plinth\.yaml:4:5.*txt/),
    ],
    [
      'relation of the user',
      spec('features: [auth-jwt]\nuser: { fields: { team: belongsTo=Team } }\n', /no relations of its own/),
    ],
    ['user without fields', spec('user: { bio: text }\n', /"bio" in "user"/)],
    ['unknown feature', spec('features: [auth-jtw]\nresources: {}\n', /auth-jtw/)],
    ['stray answers', spec('answers: { auth-jwt: { ttl: 5m } }\nresources: {}\n', /auth-jwt/)],
    [
      'bad answer',
      spec('features: [auth-jwt]\nanswers: { auth-jwt: { ttl: 7m } }\nresources: {}\n', /ttl cannot be "7m"/),
    ],
  ])('%s', (_, bad) => refused('create-plinth', bad, false));
});

describe('a bad command line for a new project', () => {
  const target = { 'taken/file.txt': 'mine\n', file: 'a file\n' };
  it.each<Bad>([
    { words: [], code: 2, says: /folder for the new project is missing[^]*create-plinth <dir>/ },
    { words: ['taken', ...plain], code: 1, says: /taken is not empty: it holds file\.txt/, files: target },
    { words: ['file', ...plain], code: 1, says: /file is a file/, files: target },
    { words: ['file/below', ...plain], code: 1, says: /file/, files: target },
    { words: ['My App', ...plain], code: 2, says: /"My App" cannot be the name of a package[^]*my-app/ },
    { words: ['node_modules', ...plain], code: 2, says: /node_modules/ },
    { words: ['x'.repeat(300), ...plain], code: 2, says: /cannot be the name of a package/ },
    { words: ['my-api', '--preset', 'blogg'], code: 2, says: /Did you mean "blog"/ },
    { words: ['my-api', '--framework', 'expres'], code: 2, says: /Did you mean "express"/ },
    { words: ['my-api', '--database', 'postgers'], code: 2, says: /Did you mean "postgres"/ },
    { words: ['my-api', '--package-manager', 'nmp'], code: 2, says: /Did you mean "npm"/ },
    { words: ['my-api', '--features', 'auth-jtw'], code: 2, says: /Did you mean "auth-jwt"/ },
    { words: ['my-api', '--features', 'auth-jwt,auth-jwt'], code: 2, says: /twice/ },
    { words: ['my-api', '--framwork', 'express'], code: 2, says: /Did you mean --framework/ },
    { words: ['my-api', 'another'], code: 2, says: /Too many arguments/ },
    { words: ['my-api', '--from', 'nothing.yaml'], code: 2, says: /no spec file .*nothing\.yaml/ },
    { words: ['my-api', '--from', 'a', '--preset', 'blog'], code: 2, says: /cannot be used together/ },
    { words: ['my-api', '--features', '', '--resource', post], code: 2, says: /User/ },
    { words: ['my-api', '--features', '', '--user', 'bio:text'], code: 2, says: /The project has no users/ },
    { words: ['my-api', ...plain, '--user', 'role:string'], code: 2, says: /User has "role" already/ },
    { words: ['my-api', ...plain, '--user', 'bio:text bio:text'], code: 2, says: /"bio" twice/ },
    { words: ['my-api', ...plain, '--user', 'bio:txt'], code: 2, says: /txt/ },
    { words: ['my-api', ...plain, '--user', ' '], code: 2, says: /No field is named/ },
    { words: ['my-api', '--features', '', '--auth-jwt-ttl', '5m'], code: 2, says: /not chosen/ },
    { words: ['my-api', '--cwd', 'nowhere', ...plain], code: 2, says: /no folder .*nowhere/ },
    { words: ['my-api', ...plain, '--resource', post, '--resource', post], code: 2, says: /Post/ },
    {
      words: ['my-api', '--resource', 'Tag code:string:pattern=(.*a){20}', '--no-install', '--no-git'],
      code: 2,
      says: /can take for ever/,
    },
  ])('$words', (bad) => refused('create-plinth', bad, false));
});

describe('a bad command line for a project', () => {
  it.each<Bad>([
    { words: ['add'], code: 2, says: /Missing subcommand/ },
    { words: ['ad'], code: 2, says: /Did you mean add/ },
    { words: ['add', 'resource'], code: 2, says: /name is missing/ },
    { words: ['add', 'resource', 'Tag'], code: 2, says: /field/ },
    { words: ['add', 'feature'], code: 2, says: /id is missing/ },
    { words: ['add', 'feature', 'auth-jtw'], code: 2, says: /Did you mean "auth-jwt"/ },
    { words: ['add', 'feature', 'base'], code: 2, says: /no feature called "base"/ },
    { words: ['completion', 'fsh'], code: 2, says: /Did you mean "zsh"/ },
    { words: ['list', 'all'], code: 2, says: /Too many arguments/ },
  ])('$words', (bad) => refused('plinth', bad, true));
});

describe('a project that cannot be used', () => {
  const tag = ['add', 'resource', 'Tag', 'name:string'];
  it.each<readonly [string, Bad]>([
    ['none at all', { words: tag, code: 1, says: /There is no project at/ }],
    ['none at all (info)', { words: ['info'], code: 1, says: /There is no project at/ }],
    [
      'of another kind',
      { words: tag, code: 2, says: /no web framework that Plinth knows/, files: { 'package.json': '{}' } },
    ],
    [
      'whose package.json does not parse',
      {
        words: tag,
        code: 1,
        says: /package\.json is not valid JSON/,
        files: { 'package.json': '{', 'src/express.txt': '' },
      },
    ],
    [
      'whose manifest does not parse',
      {
        words: tag,
        code: 1,
        says: /manifest\.json is not valid JSON \(line 1/,
        files: { 'package.json': '{}', '.plinth/manifest.json': '{' },
      },
    ],
    [
      'whose list of hashes holds a merge conflict',
      {
        words: tag,
        code: 1,
        says: /files\.sha256 has merge conflicts \(line 1, column 1\)/,
        files: { 'package.json': '{}', 'src/express.txt': '', '.plinth/files.sha256': '<<<<<<< HEAD\n' },
      },
    ],
    [
      'that lost its package.json',
      { words: tag, code: 1, says: /no package\.json/, files: { '.plinth/manifest.json': '{}' } },
    ],
  ])('%s', (_, bad) => refused('plinth', bad, false));
});

describe('plinth doctor', () => {
  const outer = { 'package.json': '{}', '.plinth/manifest.json': '{}', 'packages/mine/package.json': '{}' };
  it.each<Bad>([
    { words: ['doctor', 'database'], code: 2, says: /too many arguments/i },
    { words: ['doctor', '--fix'], code: 2, says: /--fix/ },
    { words: ['doctor', '--cwd', 'gone'], code: 2, says: /--cwd: there is no folder [^\n]*gone/ },
    { words: ['doctor', '--cwd', 'packages/mine'], code: 1, says: /separate package inside/, files: outer },
  ])('$words', (bad) => refused('plinth', bad, false));
});

describe('commands on a whole project', () => {
  const foreign = { 'package.json': '{}' };
  it.each<Bad>([
    { words: ['update', 'now'], code: 2, says: /too many arguments/i },
    { words: ['update', '--force'], code: 2, says: /--force/ },
    { words: ['update'], code: 1, says: /There is no project at/ },
    { words: ['update'], code: 1, says: /is not a Plinth project/, files: foreign },
    { words: ['resolve', 'src'], code: 2, says: /too many arguments/i },
    { words: ['resolve'], code: 1, says: /There is no project at/ },
    { words: ['resolve'], code: 1, says: /is in no git repository/, files: foreign },
    { words: ['remove', 'feature', 'a', 'b'], code: 2, says: /too many arguments/i },
    { words: ['remove', 'feature', 'docker'], code: 1, says: /There is no project at/ },
  ])('$words', (bad) => refused('plinth', bad, false));
});

describe('a defect of ours', () => {
  const world = () => ({
    ...fakeWorld(),
    builtIns: () => Promise.reject(new TypeError('x is not a function\nat all')),
  });

  it('is one line that says how to report it', async () => {
    const broken = world();
    expect(await run('plinth', ['list'], broken)).toBe(1);
    expect(broken.printed().stderr).toMatch(
      /^error: Unexpected: x is not a function\n {2}[^\n]*report[^\n]*\n$/,
    );
  });

  it('shows its stack under --verbose', async () => {
    const broken = world();
    await run('plinth', ['list', '--verbose'], broken);
    expect(broken.printed().stderr).toMatch(
      /TypeError: x is not a function[^]*\n\s+at .*bad-input\.test\.ts/,
    );
  });
});

describe.skipIf(process.platform === 'win32')('no write permission', () => {
  it('for a new project is one clear line, and nothing is left behind', async () => {
    const box = sandbox();
    chmodSync(box.root, 0o555);
    const { code, stderr } = await asNobody(() => box.run('create-plinth', ['my-api', ...plain]));
    expect(stderr).toMatch(/^error: Cannot write [^\n]*permission[^\n]*EACCES[^\n]*\n {2}[^\n]+\n$/);
    expect([code, box.snapshot()]).toEqual([1, {}]);
    chmodSync(box.root, 0o755);
    box.remove();
  });

  it('for an existing project is one clear line, and the project is as it was', async () => {
    const box = sandbox();
    await box.run('create-plinth', ['my-api', ...plain]);
    for (const path of ['.', 'my-api', 'my-api/src', 'my-api/.plinth'])
      chmodSync(join(box.root, path), 0o555);
    const before = box.snapshot();
    const add = ['add', 'resource', 'Tag', 'name:string', '--cwd', 'my-api'];
    const { code, stderr } = await asNobody(() => box.run('plinth', add));
    expect(stderr).toMatch(/^error: Cannot write [^\n]*permission[^\n]*EACCES[^\n]*\n {2}[^\n]+\n$/);
    expect([code, box.snapshot()]).toEqual([1, before]);
    for (const path of ['.', 'my-api', 'my-api/src', 'my-api/.plinth'])
      chmodSync(join(box.root, path), 0o755);
    box.remove();
  });
});

/** Root may write everywhere, so it steps down. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
