import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import type { UserRoles } from '../../src/resource/user-roles.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { plinth } from './plinth.js';
import {
  changedPairs,
  choices,
  creation,
  type Files,
  filesOf,
  resourceAddition,
  resourceAgain,
  resourceRemoval,
  resourceRename,
  roleChange,
  rulesChange,
  withoutHistory,
} from './planning.js';

const features = choices.filter(({ id }) => ['auth-jwt', 'openapi'].includes(id));
const tag = parseResource('Tag', ['name:string'], { access: 'admin' });
const post = parseResource('Post', ['title:string', 'author:belongsTo=User:inverse=posts']);
const invoice = parseResource('Invoice', ['total:decimal'], { access: 'internal' });
const roles: UserRoles = { editor: ['posts:*', 'tags:create'], supportLead: ['*:read', 'users:read'] };

describe.each(changedPairs)('on $http', (adapters) => {
  const created = async (own: UserRoles, resources = [tag, post]): Promise<Files> =>
    filesOf(await creation({ adapters, features, resources, roles: own }));

  it('roles are added as if they had been there, and removed as if they had never been', async () => {
    const [without, having] = [await created({}), await created(roles)];
    const added = await roleChange(without, roles, 60);
    expect(added.manual).toEqual([]);
    expect(withoutHistory(filesOf(added))).toEqual(withoutHistory(having));
    const removed = await roleChange(having, {}, 60);
    expect(removed.manual).toEqual([]);
    expect(withoutHistory(filesOf(removed))).toEqual(withoutHistory(without));
  });

  it('a new resource can be granted, and the tests of it say what of it is', async () => {
    const added = await resourceAddition(await created(roles), invoice, 60);
    expect(added.manual).toEqual([]);
    expect(withoutHistory(filesOf(added))).toEqual(
      withoutHistory(await created(roles, [tag, post, invoice])),
    );
  });

  it('a grant follows its resource: to its new name, and away with it', async () => {
    const renamed = await resourceRename(await created(roles), ['Post', 'Article'], 60);
    expect(renamed.manual).toEqual([]);
    expect(filesOf(renamed).get('src/permissions.ts')).toContain(`editor: ['articles:*', 'tags:create']`);
    const opened = await rulesChange(await created(roles), 'Tag', { access: 'public' }, 60);
    expect(filesOf(opened).get('src/permissions.ts')).toContain(`editor: ['posts:*']`);
    const removed = await resourceRemoval(await created(roles), 'Post', 60);
    expect(withoutHistory(filesOf(removed))).toEqual(
      withoutHistory(
        await created({ editor: ['tags:create'], supportLead: ['*:read', 'users:read'] }, [tag]),
      ),
    );
  });

  it('a line that was lost comes back with its resource', async () => {
    const files = new Map(await created(roles));
    const path = 'src/permissions.ts';
    const text = files.get(path) ?? '';
    files.set(path, text.replace('  tags: every,\n', ''));
    const again = await resourceAgain(files, 'Tag', 60);
    expect(again.manual).toEqual([]);
    expect(filesOf(again).get(path)).toBe(text);
    expect((await resourceAgain(await created(roles), 'Tag', 60)).changes).toEqual([]);
  });

  it('permissions that somebody wrote into the file stay', async () => {
    const files = new Map(await created(roles));
    const path = 'src/permissions.ts';
    const text = files.get(path) ?? '';
    files.set(path, text.replace(`'tags:create'`, `'tags:create', 'tags:delete'`));
    const added = await resourceAddition(files, invoice, 60);
    expect(added.manual).toEqual([]);
    const after = filesOf(added).get(path);
    expect(after).toContain(`'tags:delete'`);
    expect(after).toContain('invoices: every,');
  });

  it('a migration lets users have the role, and leaves none with one that goes', async () => {
    const migrationOf = (files: Files): string =>
      [...files].findLast(([path]) => path.startsWith('src/database/migrations/'))?.[1] ?? '';
    const longer = migrationOf(filesOf(await roleChange(await created({}), roles, 60)));
    expect(longer).toContain(`IN ('user', 'admin', 'editor', 'supportLead')`);
    expect(longer).toContain('TYPE character varying(11)');
    const gone = migrationOf(filesOf(await roleChange(await created(roles), { editor: ['posts:*'] }, 60)));
    expect(gone.split('async down')[0]).toContain(
      `UPDATE "users" SET "role" = 'user' WHERE "role" IN ('supportLead')`,
    );
  });
});

describe('the commands', () => {
  let box: Sandbox;
  const run = (...words: readonly string[]) => plinth(box, [...words, '--no-install']);

  beforeEach(async () => {
    box = sandbox();
    box.write(Object.fromEntries(filesOf(await creation({ features, resources: [tag, post] }))));
  });

  afterEach(() => box.remove());

  it('add a role, add to it, take from it, and take it out', async () => {
    const before = box.read('src/permissions.ts');
    expect((await run('add', 'role', 'editor', 'posts:*')).code).toBe(0);
    expect((await run('add', 'role', 'editor', 'tags:create')).code).toBe(0);
    expect(box.read('src/permissions.ts')).toContain(`editor: ['posts:*', 'tags:create']`);
    expect((await run('add', 'role', 'editor', 'posts:*')).stdout).toMatch(/nothing to do/i);
    expect((await run('remove', 'role', 'editor', 'posts:*')).code).toBe(0);
    expect(box.read('src/permissions.ts')).toContain(`editor: ['tags:create']`);
    const unsure = await run('remove', 'role', 'editor');
    expect([unsure.code, unsure.stderr]).toEqual([2, expect.stringContaining('ordinary users')]);
    expect((await run('remove', 'role', 'editor', '--yes')).code).toBe(0);
    expect(await run('remove', 'role', 'editor')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('it is gone already') as string,
    });
    expect(box.read('src/permissions.ts')).toBe(before);
    expect((await plinth(box, ['check'])).code).toBe(0);
  });

  it('and an undo gives back what was there', async () => {
    const before = box.snapshot();
    expect((await run('add', 'role', 'editor', 'posts:*')).code).toBe(0);
    const { code } = await plinth(box, ['undo', '--yes', '--drop-migrations', '--no-install']);
    expect(code).toBe(0);
    expect(box.snapshot()).toEqual(before);
  });

  it('a spec says the same, and is printed so', async () => {
    const { stdout } = await plinth(box, ['spec']);
    box.write({ 'plinth.yaml': `${stdout}roles:\n  editor: [posts:*, '*:read']\n` });
    expect((await plinth(box, ['apply', '--no-install'])).code).toBe(0);
    expect((await plinth(box, ['spec'])).stdout).toContain(`editor: [posts:*, "*:read"]`);
    expect((await plinth(box, ['apply', '--no-install'])).stdout).toMatch(/is as plinth.yaml says/);
    expect((await plinth(box, ['info'])).stdout).toContain('editor  posts:*, *:read');
  });

  it.each([
    [['Editor'], 'cannot be the name of a role'],
    [['toString'], 'cannot be the name of a role'],
    [['admin', 'posts:*'], 'The role admin is there always'],
    [['editor', 'posts'], 'is no permission'],
    [['editor', 'posts:publish'], 'there is no action "publish"'],
    [['editor', 'post:update'], 'Did you mean "posts"?'],
    [['editor', 'users:update'], 'accounts are changed by admins alone'],
    [['editor', '*:*'], 'is no permission'],
    [[], 'Its name is missing'],
  ])('refuse %j', async (words, said) => {
    const before = box.snapshot();
    const { code, stderr } = await run('add', 'role', ...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(box.snapshot()).toEqual(before);
  });

  it('refuse a role that is named twice when a project is created', async () => {
    const empty = sandbox();
    const roles = ['--role', 'editor tags:create', '--role', 'editor tags:delete'];
    const { code, stderr } = await plinth(empty, ['app', '--preset', 'blog', ...roles], 'create-plinth');
    expect([code, stderr, empty.snapshot()]).toEqual([
      2,
      expect.stringContaining('--role names editor twice'),
      {},
    ]);
    empty.remove();
  });

  it('refuse what everybody may do', async () => {
    expect((await run('add', 'resource', 'Note', 'text:text', '--access', 'public')).code).toBe(0);
    const { code, stderr } = await run('add', 'role', 'editor', 'notes:update');
    expect([code, stderr]).toEqual([2, expect.stringContaining('access=public')]);
  });

  it('refuse a project without users', async () => {
    const bare = sandbox();
    bare.write(Object.fromEntries(filesOf(await creation({}))));
    const { code, stderr } = await plinth(bare, ['add', 'role', 'editor', '--no-install']);
    bare.remove();
    expect([code, stderr]).toEqual([2, expect.stringContaining('The project has no users')]);
  });
});
