import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAction } from '../../src/resource/actions.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import {
  actionAddition,
  actionRemoval,
  adapterPairs,
  choices,
  creation,
  fieldRename,
  type Files,
  filesOf,
  roleChange,
  withoutHistory,
} from './planning.js';
import { plinth } from './plinth.js';

const features = choices.filter(({ id }) => ['auth-jwt', 'openapi', 'api-keys'].includes(id));
const line =
  'Post title:string status:enum=draft,live:default=draft:readonly author:belongsTo=User:inverse=posts';
const texts = ['publish:from=draft:to=live', 'rate:by=authenticated:body=score:decimal:min=0'];
const having = `${line} ${texts.map((text) => `action=${text}`).join(' ')}`;

describe.each(adapterPairs)('on $http', (adapters) => {
  const created = async (written: string, roles = {}): Promise<Files> =>
    filesOf(await creation({ adapters, features, resources: [parseResourceLine(written)], roles }));

  it('actions are added as if they had been there, and removed as if they had never been', async () => {
    const [without, all] = [await created(line), await created(having)];
    let files = without;
    for (const [at, text] of texts.entries()) {
      const plan = await actionAddition(files, 'Post', parseAction(text), 60 * (at + 1));
      expect(plan.manual).toEqual([]);
      files = filesOf(plan);
    }
    expect(withoutHistory(files)).toEqual(withoutHistory(all));
    for (const [at, name] of ['publish', 'rate'].entries()) {
      const plan = await actionRemoval(files, 'Post', name, 60 * (at + 5));
      expect(plan.manual).toEqual([]);
      files = filesOf(plan);
    }
    expect(withoutHistory(files)).toEqual(withoutHistory(without));
  });

  it('an action can be granted, is tried as each role that has it, and takes its grants along', async () => {
    const roles = { editor: ['posts:publish'], curator: ['*:publish', 'posts:update'] };
    const files = await created(having, roles);
    expect(files.get('test/posts/post.api.test.ts')).toContain(`answers the role editor that does "publish"`);
    expect(files.get('src/permissions.ts')).toContain(`editor: ['posts:publish']`);
    const granted = filesOf(await roleChange(await created(having), roles, 60));
    expect(granted.get('test/posts/post.api.test.ts')).toBe(files.get('test/posts/post.api.test.ts'));
    const removed = filesOf(await actionRemoval(files, 'Post', 'publish', 60));
    expect(removed.get('src/permissions.ts')).toContain('editor: []');
    expect(removed.get('src/permissions.ts')).toContain(`curator: ['posts:update']`);
  });

  it('follow the field of their states to its new name', async () => {
    const renamed = filesOf(await fieldRename(await created(having), 'Post', ['status', 'stage'], 60));
    expect(renamed.get('src/modules/posts/post.service.ts')).toContain(`checkState('stage', postRow.stage`);
  });
});

describe('plinth add action and remove action', () => {
  let box: Sandbox;
  beforeEach(async () => {
    box = sandbox();
    const resources = [parseResourceLine(line)];
    box.write(Object.fromEntries(filesOf(await creation({ features, resources }))));
  });
  afterEach(() => box.remove());

  const run = (words: string) => plinth(box, [...words.split(' '), '--no-install']);
  const publish = 'add action Post publish --from draft --to live --body note:text:optional';

  it('add one, find nothing to do the second time, and take it out again', async () => {
    const before = box.snapshot();
    const { code, stdout, stderr } = await run(publish);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Added the action publish to Post');
    expect(stdout).toContain('POST /api/v1/posts/{id}/publish, for the owner');
    expect(box.read('src/modules/posts/post.service.ts')).toContain('publish(');
    expect(Object.keys(box.snapshot()).filter((path) => path.includes('migrations/'))).toEqual(
      Object.keys(before).filter((path) => path.includes('migrations/')),
    );
    const after = box.snapshot();
    const again = await run(publish);
    expect([again.code, again.stdout]).toEqual([0, 'Nothing to do: it is there already.\n']);
    expect(box.snapshot()).toEqual(after);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
    expect((await plinth(box, ['info'])).stdout).toContain(
      'action  publish, by=owner; status draft to live; body note',
    );
    expect((await plinth(box, ['spec'])).stdout).toMatch(/publish:\n {8}from: draft\n {8}to: live/);
    const removed = await run('remove action Post publish');
    expect([removed.code, removed.stderr]).toEqual([0, '']);
    expect(box.read('src/modules/posts/post.service.ts')).toBe(
      before['src/modules/posts/post.service.ts']?.replace(/^\d+ /, ''),
    );
    expect(box.snapshot()).not.toHaveProperty(['src/platform/state.ts']);
  });

  it('keep what was written into the method', async () => {
    await run(publish);
    const path = 'src/modules/posts/post.service.ts';
    const rule = "      if (postRow.title === '') throw new Error('No title.');\n      return posts.save";
    box.write({
      [path]: box
        .read(path)
        .replace('      return posts.save(postRow, { status', `${rule}(postRow, { status`),
    });
    const { code, stderr } = await run('add action Post rate --by authenticated');
    expect([code, stderr]).toEqual([0, '']);
    expect(box.read(path)).toContain(rule);
    expect(box.read(path)).toContain('rate(');
  });

  it.each([
    ['add action Post publish --from draft --to gone', 'no enum of its resource has all of them', 2],
    ['add action Post publish --from draft', 'from where, and not to where', 2],
    ['add action Post delete', 'called like an operation', 2],
    ['add action Nobody publish', 'There is no resource "Nobody"', 2],
    ['add action Post', 'Which action?', 2],
    ['remove action Post publish', 'Post has no action "publish"', 2],
    ['change field Post status --values draft,gone', 'names the state "live"', 2],
    ['remove field Post status --yes', 'no enum that is called so', 2],
    ['change field Post status --not-readonly', 'a request can set status to any state', 2],
  ])('%s is refused, and changes nothing', async (words, message, code) => {
    if (/field/.test(words)) await run('add action Post publish --from draft --to live');
    const before = box.snapshot();
    const refused = await run(words);
    expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(box.snapshot()).toEqual(before);
  });

  it('refuse another action of the same name', async () => {
    await run('add action Post publish --from draft --to live');
    const other = await run('add action Post publish --by admin');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('Post has another action publish already'),
    ]);
  });
});
