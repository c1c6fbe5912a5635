import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { edited, manual, type Outcome, present } from '../../src/core/outcome.js';
import { fold } from '../../src/core/plan.js';
import { Project } from '../../src/core/project.js';
import { projectOf } from './planned.js';
import { feature, type Plain, step, workshopOf } from './workshop.js';

const plan = (features: readonly Plain[], files: Readonly<Record<string, string>> = {}, templates = {}) =>
  fold(features.map(step), projectOf(files), workshopOf(templates));
const append =
  (line: string) =>
  (text: string): Outcome =>
    text.includes(line) ? present : edited(`${text}${line}\n`);

describe('a sheet', () => {
  const templates = { 'base/src/list.ts.sheet.ejs': 'list: {names} ({title})\n', 'more/more.md': 'more' };
  const base = feature('base', { plan: (draft) => draft.render('base', { names: [], title: 'of all' }) });
  const putting = (name: string) =>
    feature(name, { plan: (draft) => draft.sheet('src/list.ts')?.put('names', { toString: () => name }) });

  it('is printed when all features have put what is theirs on its lists', async () => {
    const { changes } = await plan([base, putting('a'), putting('b')], {}, templates);
    expect(changes).toEqual([{ kind: 'create', path: 'src/list.ts', after: 'list: a,b (of all)\n' }]);
  });

  it('is the file with empty lists until then', async () => {
    const seen: (string | undefined)[] = [];
    const looking = feature('looking', {
      plan: (draft) => seen.push(draft.project.read('src/list.ts'), draft.sheet('src/list.ts')?.text),
    });
    await plan([base, putting('a'), looking], {}, templates);
    expect(seen).toEqual(['list:  (of all)\n', 'list:  (of all)\n']);
  });

  it('is there for new files with lists only', async () => {
    const seen: boolean[] = [];
    const looking = feature('looking', {
      plan(draft) {
        draft.render('more');
        for (const path of ['src/list.ts', 'more.md', 'none.ts']) seen.push(draft.sheet(path) !== undefined);
      },
    });
    await plan([base, looking], { 'src/list.ts': 'mine' }, templates);
    await plan([base, looking], {}, templates);
    expect(seen).toEqual([false, false, false, true, false, false]);
  });

  it('has no lists but its own, and is not edited: that would be lost', async () => {
    const wrong = feature('wrong', { plan: (draft) => draft.sheet('src/list.ts')?.put('others', {}) });
    await expect(plan([base, wrong], {}, templates)).rejects.toThrow('has no list "others"');
    const editing = feature('editing', { plan: (draft) => draft.edit('src/list.ts', 'x', append('x')) });
    await expect(plan([base, editing], {}, templates)).rejects.toThrow('src/list.ts is not printed yet');
  });
});

describe('rendering', () => {
  const templates = {
    'post/src/[plural]/[singular].entity.ts.ejs': '  class {name}\n',
    'post/_dot_github/_dot_env': 'A=1',
    'post/src/a_dot_b.md': 'as it is',
  };
  const posts = feature('posts', {
    plan: (draft) => draft.render('post', { plural: 'posts', singular: 'post', name: 'Post' }),
  });

  it('puts every template at its path: names filled in, dots restored, .ejs dropped', async () => {
    const { changes } = await plan([posts], {}, templates);
    expect(changes).toEqual([
      { kind: 'create', path: '.github/.env', after: 'A=1' },
      { kind: 'create', path: 'src/posts/post.entity.ts', after: 'class Post\n' },
      { kind: 'create', path: 'src/a_dot_b.md', after: 'as it is' },
    ]);
  });

  it('of a folder without templates is a defect, not an empty result', async () => {
    const empty = feature('empty', { plan: (draft) => draft.render('nowhere') });
    await expect(plan([empty])).rejects.toThrow('There are no templates below "nowhere"');
  });

  it('with a name missing from a path is a defect', async () => {
    const nameless = feature('nameless', {
      plan: (draft) => draft.render('post', { plural: 'posts', name: 'x' }),
    });
    await expect(plan([nameless], {}, templates)).rejects.toThrow('needs a value for [singular]');
  });

  it.each(['../x', '/etc/x', 'a/../../x', 'a//b', 'C:/x', 'a\\b', ''])('never writes to %j', async (path) => {
    const evil = feature('evil', { plan: (draft) => draft.create(path, 'x') });
    await expect(plan([evil])).rejects.toThrow('is not a path inside the project');
  });

  it('leaves a file alone that is there already, whatever it looked like before formatting', async () => {
    const result = await plan([posts], { 'src/posts/post.entity.ts': 'class Post\n' }, templates);
    expect(result.changes.map(({ path }) => path)).toEqual(['.github/.env', 'src/a_dot_b.md']);
    expect(result.manual).toEqual([]);
  });

  it('over a file with other content is a manual step that holds the whole new text', async () => {
    const result = await plan([posts], { 'src/posts/post.entity.ts': 'mine' }, templates);
    expect(result.project.read('src/posts/post.entity.ts')).toBe('mine');
    expect(result.manual).toEqual([
      {
        path: 'src/posts/post.entity.ts',
        what: 'compare src/posts/post.entity.ts',
        reason: 'src/posts/post.entity.ts exists with other content, so it was left unchanged.',
        snippet: 'class Post\n',
      },
    ]);
  });

  it('twice, with an edit of its own file in between, finds everything as it should be', async () => {
    const own = feature('own', {
      plan(draft) {
        draft.create('list.ts', 'a\n');
        draft.edit('list.ts', 'add b', append('b'));
      },
    });
    const first = await plan([own]);
    const second = await plan([own], { 'list.ts': first.project.read('list.ts') ?? '' });
    expect([second.changes, second.manual]).toEqual([[], []]);
  });
});

describe('edits', () => {
  const register = feature('register', {
    plan: (draft) => draft.edit('app.ts', 'register posts', append('posts')),
  });

  it('say what they were for', async () => {
    const other = feature('other', {
      plan: (draft) => draft.edit('app.ts', 'register tags', append('tags')),
    });
    const { changes, edits } = await plan([register, other], { 'app.ts': 'app\n' });
    expect(changes).toEqual([
      { kind: 'update', path: 'app.ts', before: 'app\n', after: 'app\nposts\ntags\n' },
    ]);
    expect([...edits]).toEqual([['app.ts', ['register posts', 'register tags']]]);
  });

  it('of files that the same plan makes are part of making them', async () => {
    const app = feature('app', { plan: (draft) => draft.create('app.ts', '  app\n') });
    const { changes, edits } = await plan([app, register]);
    expect(changes).toEqual([{ kind: 'create', path: 'app.ts', after: 'app\nposts\n' }]);
    expect(edits.size).toBe(0);
  });

  it('see the formatted text of an earlier feature, and are not formatted themselves', async () => {
    const app = feature('app', { plan: (draft) => draft.create('app.ts', '  app\n') });
    const indented = feature('indented', { plan: (draft) => draft.edit('app.ts', 'x', append('  x')) });
    const { project } = await plan([app, indented]);
    expect(project.read('app.ts')).toBe('app\n  x\n');
  });

  it('that are there already change nothing', async () => {
    const { changes, edits } = await plan([register], { 'app.ts': 'posts\n' });
    expect([changes, edits.size]).toEqual([[], 0]);
  });

  it('without an anchor are manual steps', async () => {
    const lost = feature('lost', {
      plan: (draft) =>
        draft.edit('app.ts', 'register posts', () => manual('No list of routers.', 'app.use(posts)')),
    });
    const { changes, manual: steps } = await plan([lost], { 'app.ts': 'app\n' });
    expect(changes).toEqual([]);
    expect(steps).toEqual([
      { path: 'app.ts', what: 'register posts', reason: 'No list of routers.', snippet: 'app.use(posts)' },
    ]);
  });

  it('of a file that is gone are manual steps with the text to put there', async () => {
    const { changes, manual: steps } = await plan([register]);
    expect(changes).toEqual([]);
    expect(steps).toEqual([
      { path: 'app.ts', what: 'register posts', reason: 'app.ts is not there.', snippet: 'posts\n' },
    ]);
  });
});

describe('a plan', () => {
  it('names each task, note and manual step once', async () => {
    const noisy = (id: string) =>
      feature(id, {
        plan(draft) {
          draft.task({ run: ['npm', 'install'], because: `of ${id}` });
          draft.note('Restart the server.');
          draft.manual({ path: 'x', what: id, reason: 'r', snippet: 's' });
        },
      });
    const { tasks, notes, manual: steps } = await plan([noisy('a'), noisy('b')]);
    expect(tasks).toEqual([{ run: ['npm', 'install'], because: 'of a' }]);
    expect(notes).toEqual(['Restart the server.']);
    expect(steps.map(({ what }) => what)).toEqual(['a']);
  });

  it('remembers every file it looked at', async () => {
    const looking = feature('looking', {
      plan: (draft) => void [draft.project.read('a'), draft.project.has('b')],
    });
    const { seen } = await plan([looking], { a: '1', c: '3' });
    expect([...seen]).toEqual([
      ['a', '1'],
      ['b', undefined],
    ]);
  });

  it('is not made when a feature fails: the error names the feature, and the project is as it was', async () => {
    const start = projectOf({ 'app.ts': 'app\n' });
    const good = feature('good', { plan: (draft) => draft.edit('app.ts', 'x', append('x')) });
    const bad = feature('bad', {
      plan() {
        throw new TypeError('x is undefined');
      },
    });
    const failed: unknown = await fold([good, bad].map(step), start, workshopOf()).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(UserError);
    expect(String(failed)).toContain('The feature "bad" could not be planned: x is undefined');
    expect(start.changes()).toEqual([]);
    expect(start.read('app.ts')).toBe('app\n');
  });

  it('passes on what a feature refuses itself', async () => {
    const refusal = new UserError('No.', 'Do that.');
    const refusing = feature('refusing', {
      plan() {
        throw refusal;
      },
    });
    await expect(plan([refusing])).rejects.toBe(refusal);
  });

  it('gives each feature the tools made for it, from the project as planned so far', async () => {
    const seen: string[] = [];
    const workshop = {
      ...workshopOf(),
      tools: (of: { feature: { id: string } }, project: Project) => {
        seen.push(`${of.feature.id}: ${project.list().join(' ')}`);
        return {};
      },
    };
    const makes = (id: string) => feature(id, { plan: (draft) => draft.create(`${id}.md`, id) });
    await fold([makes('a'), makes('b')].map(step), Project.empty(), workshop);
    expect(seen).toEqual(['a: ', 'b: a.md']);
  });
});
