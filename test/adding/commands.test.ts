import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bin } from '../../src/cli/start.js';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import { type FakeOptions, fakeWorld } from '../cli/fake-world.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { run as runProgram } from '../support/run.js';
import { addables } from './addables.js';
import { blog } from './blog.js';
import { complaints, onDisk } from './on-disk.js';
import { choices, closure, type Files } from './planning.js';
import { plinth as plinthIn } from './plinth.js';

const review = [
  ...['add', 'resource', 'Review', 'rating:integer:min=1:max=5', 'body:text'],
  ...['post:belongsTo=Post:inverse=reviews', 'author:belongsTo=User', '--no-install'],
];

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const plinth = (words: readonly string[], bin?: Bin, answers?: FakeOptions['answers']) =>
  plinthIn(box, words, bin, answers);

/** The blog, lying in the sandbox with one file changed or gone. */
async function blogWith(path?: string, change?: (text: string) => string): Promise<Files> {
  const files = new Map(await blog());
  if (path !== undefined && change !== undefined) files.set(path, change(files.get(path) ?? ''));
  box.write(Object.fromEntries(files));
  return files;
}

/** The list of modules is worked out, and no list to append to any more. */
const noList = (text: string): string =>
  text.replace(/(modules: readonly Module\[\] = \[[^\]]*\]);/, '$1.filter((module) => module.length > 0);');

const withoutManifest = (snapshot: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(snapshot).filter(([path]) => !path.startsWith('.plinth')));

describe('plinth add field', () => {
  const field = ['add', 'field', 'Post', 'subtitle:string:optional'];

  it('adds, and the second time finds nothing to do', async () => {
    await blogWith();
    const { code, stdout, stderr } = await plinth(field);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Added Post.subtitle');
    expect(stdout).toMatch(/rows of posts can be read but not written/);
    const after = box.snapshot();
    const again = await plinth(field);
    expect([again.code, again.stdout]).toEqual([0, 'Nothing to do: it is there already.\n']);
    expect(box.snapshot()).toEqual(after);
  });

  it('shows a diff in a dry run, and writes nothing', async () => {
    await blogWith();
    const before = box.snapshot();
    const { code, stdout } = await plinth([...field, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\+ {2}subtitle!: string \| null;$/m);
    expect(box.snapshot()).toEqual(before);
  });

  it('leaves a step by hand where a file was edited in the same words: exit code 3, refused by --strict', async () => {
    const path = 'src/modules/posts/post.schema.ts';
    await blogWith(path, (text) => text.replace(/sort: \[[^\]]*\]/, 'sort: sortable'));
    const before = box.snapshot();
    const strict = await plinth([...field, '--strict']);
    expect([strict.code, box.snapshot()]).toEqual([1, before]);
    const { code, stdout } = await plinth(field);
    expect(code).toBe(3);
    expect(stdout).toMatch(/The lines to be changed in src\/modules\/posts\/post\.schema\.ts were edited\./);
    expect(stdout).toMatch(/\+.*subtitle: z\.string\(\)/);
    expect(box.read(path)).toContain('sort: sortable');
  });

  it('asks for what is missing, and says how to do the same without a question', async () => {
    await blogWith();
    const { code, stdout, asked } = await plinth(['add', 'field', '--no-install'], undefined, [
      'Tag',
      'color:string:optional:max=20',
      '',
    ]);
    expect([code, asked]).toEqual([
      0,
      ['Which resource?', 'Field (name:type: subtitle:string:optional)', 'Next field (Enter for no more)'],
    ]);
    expect(stdout).toContain('plinth add field Tag color:string:optional:max=20\n');
  });
});

describe('plinth rename, change and remove field', () => {
  const run = (words: string) => plinth([...words.split(' '), '--no-install']);

  /** Each does what it says, and nothing the second time. */
  async function eachOnce(
    steps: readonly (readonly [words: string, says: RegExp, again: string])[],
  ): Promise<void> {
    for (const [words, says, again] of steps) {
      const { code, stdout, stderr } = await run(words);
      expect([words, code, stderr]).toEqual([words, 0, '']);
      expect(stdout).toMatch(says);
      const after = box.snapshot();
      const second = await run(words);
      expect([words, second.code]).toEqual([words, 0]);
      expect(second.stdout).toMatch(new RegExp(`^Nothing to do: ${again}.*\\.\n$`));
      expect(box.snapshot()).toEqual(after);
    }
  }

  it('do it, and the second time find nothing to do', async () => {
    await blogWith();
    const steps = [
      [
        'rename field Post content text',
        /Renamed Post\.content to text[^]*say "text" instead of "content"/,
        'it is called so',
      ],
      [
        'change field Post title --max 300 --unique',
        /Changed Post\.title:string:unique:searchable:max=300[^]*HAVING count/,
        'Post.title',
      ],
      ['change resource Post --access admin', /Changed Post[^]*admin/, 'Post is so already'],
      ['change resource Tag --soft-delete', /Changed Tag/, 'Tag is so already'],
      ['change resource Post --all-visible', /Changed Post/, 'Post is so already'],
      [
        'remove field Post published --yes',
        /Removed Post\.published[^]*drops the column published of posts/,
        'it is gone already',
      ],
      [
        'remove field Post tags --yes',
        /Removed Post\.tags[^]*drops the table post_tags/,
        'it is gone already',
      ],
    ] as const;
    await eachOnce(steps);
  });

  it('do the same with a whole resource', async () => {
    await blogWith();
    const steps = [
      [
        'rename resource Post Article',
        /Renamed Post to Article[^]*The path \/posts of the API is \/articles/,
        'it is called so already',
      ],
      [
        'rename resource Article Article --plural texts',
        /Renamed Article to Article/,
        'it is called so already',
      ],
      ['remove resource Comment --yes', /Removed Comment [^]*drops the table comments/, 'it is gone already'],
      [
        'remove resource Tag --with-relations --yes',
        /Removed Tag, Article\.tags[^]*drops the table article_tags[^]*drops the table tags/,
        'it is gone already',
      ],
    ] as const;
    await eachOnce(steps);
    expect(Object.keys(box.snapshot()).filter((path) => path.includes('src/modules/texts'))).not.toEqual([]);
    expect((await plinth(['check'])).stdout).toBe('No faults.\n');
  });

  it('refuse to remove what others point at, and ask before rows go', async () => {
    await blogWith();
    const before = box.snapshot();
    const pointed = await run('remove resource Tag --yes');
    expect([pointed.code, box.snapshot()]).toEqual([2, before]);
    expect(pointed.stderr).toMatch(
      /Post\.tags points at Tag\.[^]*--with-relations[^]*plinth remove field Post tags/,
    );
    const words = ['remove', 'resource', 'Comment', '--no-install'];
    const no = await plinth(words, undefined, [false]);
    expect([no.code, no.asked, box.snapshot()]).toEqual([
      130,
      ['The migration drops Comment with all data. Remove?'],
      before,
    ]);
    const shown = await plinth([...words, '--dry-run']);
    expect([shown.code, box.snapshot()]).toEqual([0, before]);
    expect(shown.stdout).toMatch(/^-export class Comment/m);
    const renamed = await plinth(['rename', 'resource', '--no-install'], undefined, ['Tag', 'Label', false]);
    const questions = [
      'Which resource?',
      'What is Tag to be called?',
      'Is its path in the API to stay /tags?',
    ];
    expect([renamed.code, renamed.asked]).toEqual([0, questions]);
    expect(renamed.stdout).toContain('plinth rename resource Tag Label\n');
  });

  it('name the places of code written by hand that says what is gone', async () => {
    await blogWith('src/modules/posts/post.service.ts', (text) =>
      text.replace(/\n}\s*$/, '\n\n  words(post: Post): number {\n    return post.content.length;\n  }\n}\n'),
    );
    box.write({ 'src/report.ts': "export const report = (post: { content: string }) => post['content'];\n" });
    const strict = await run('rename field Post content text --strict');
    expect(strict.code).toBe(1);
    const { code, stdout } = await run('rename field Post content text');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /post\.service\.ts.*: call Post\.content "text"[^]*\d+: return post\.content\.length;/,
    );
    expect(stdout).toMatch(/src\/report\.ts.*: call Post\.content "text"[^]*1: export const report/);
    expect(box.read('src/modules/posts/post.service.ts')).toContain('return post.content.length;');
  });

  it('ask before data is dropped: no is no', async () => {
    await blogWith();
    const before = box.snapshot();
    const words = ['remove', 'field', 'Post', 'slug', '--no-install'];
    const no = await plinth(words, undefined, [false]);
    expect([no.code, no.asked, box.snapshot()]).toEqual([
      130,
      ['The migration drops Post.slug with all data. Remove?'],
      before,
    ]);
    const shown = await plinth([...words, '--dry-run']);
    expect([shown.code, box.snapshot()]).toEqual([0, before]);
    expect(shown.stdout).toMatch(/^- +slug!: string;$/m);
    const yes = await plinth(words, undefined, [true]);
    expect(yes.code).toBe(0);
    expect(yes.stdout).toContain('plinth remove field Post slug --yes\n');
  });

  it('refuse a backfill that is no id', async () => {
    await blogWith();
    expect((await run('add field Post lead:belongsTo=Tag:optional')).code).toBe(0);
    const before = box.snapshot();
    const { code, stderr } = await run('change field Post lead --required --backfill 7');
    expect([code, box.snapshot()]).toEqual([2, before]);
    expect(stderr).toMatch(/"lead=7" is no id/);
  });

  it('ask for what is missing', async () => {
    await blogWith();
    const renamed = await plinth(['rename', 'field', '--no-install'], undefined, ['Tag', 'name', 'label']);
    expect([renamed.code, renamed.asked]).toEqual([
      0,
      ['Which resource?', 'Which field?', 'What is Tag.name to be called?'],
    ]);
    expect(renamed.stdout).toContain('plinth rename field Tag name label\n');
    const words = ['change', 'field', '--max', '50', '--not-unique', '--no-install'];
    const changed = await plinth(words, undefined, ['Tag', 'label']);
    expect([changed.code, changed.asked]).toEqual([0, ['Which resource?', 'Which field?']]);
    expect(changed.stdout).toContain('plinth change field Tag label --not-unique --max 50\n');
    const ruled = await plinth(['change', 'resource', '--access', 'read', '--no-install'], undefined, [
      'Tag',
    ]);
    expect([ruled.code, ruled.asked]).toEqual([0, ['Which resource?']]);
    expect(ruled.stdout).toContain('plinth change resource Tag --access read\n');
  });

  it('find their base again after a hand edit, one after the other', async () => {
    const view = 'src/modules/posts/post.view.ts';
    await blogWith(view, (text) => `// Ours.\n${text}`);
    for (const words of [
      'rename field Post content text',
      'change field Post text --max 9000',
      'rename field Post text content',
    ])
      expect([words, (await run(words)).code]).toEqual([words, 0]);
    expect(box.read(view)).toBe(`// Ours.\n${(await blog()).get(view)}`);
  });
});

describe('plinth add resource', () => {
  it('adds, and the second time finds nothing to do', async () => {
    await blogWith();
    expect(await plinth(review)).toMatchObject({ code: 0, stderr: '' });
    const after = box.snapshot();
    const again = await plinth(review);
    expect([again.code, again.stdout]).toEqual([0, 'Nothing to do: it is there already.\n']);
    expect(box.snapshot()).toEqual(after);
  });

  it('refuses an index whose name another resource has given', async () => {
    await blogWith();
    await plinth(['add', 'resource', 'News', 'itemsCount:integer', '--access', 'admin', '--no-install']);
    const before = box.snapshot();
    const { code, stderr } = await plinth([
      'add',
      'resource',
      'NewsItem',
      'count:integer',
      '--access',
      'admin',
    ]);
    expect(stderr).toMatch(
      /NewsItem: an index would be called news_items_count_id_idx, like an index of News\./,
    );
    expect([code, box.snapshot()]).toEqual([2, before]);
  });

  it('with a list gone: the exact snippet, exit code 3, and a project that compiles', async () => {
    await blogWith('src/modules.ts', noList);
    const { code, stdout } = await plinth(review);
    expect(code).toBe(3);
    expect(stdout).toContain("import { reviewModule } from './modules/reviews/review.routes.js';");
    expect(stdout).toContain('reviewModule,');
    const files = Object.entries(box.snapshot()).flatMap(([path, text]) =>
      text.startsWith('folder ') ? [] : [[path, text.slice(text.indexOf(' ') + 1)] as const],
    );
    expect(await onDisk(new Map(files), (folder) => complaints(folder, 'tsc'))).toBe('');
  });

  it('with a list gone, under --strict: a refusal, and nothing written', async () => {
    await blogWith('src/modules.ts', noList);
    const before = box.snapshot();
    const { code, stdout, stderr } = await plinth([...review, '--strict']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: Refused under --strict: src\/modules\.ts needs a step by hand/);
    expect(box.snapshot()).toEqual(before);
  });

  it.each(['\n', '\r\n'])('a dry run writes nothing, and its diff applies (lines end in %j)', async (eol) => {
    const files = await blogWith();
    const original = [...files].map(([path, text]) =>
      path.startsWith('.plinth') ? ([path, text] as const) : ([path, text.replaceAll('\n', eol)] as const),
    );
    box.write(Object.fromEntries(original));
    const before = box.snapshot();
    const { code, stdout } = await plinth([...review, '--dry-run']);
    expect(code).toBe(0);
    expect(box.snapshot()).toEqual(before);
    const beside = sandbox();
    beside.write({ 'it.patch': stdout });
    const patch = join(beside.root, 'it.patch');
    const applied = await runProgram('git', ['apply', '--whitespace=nowarn', patch], { cwd: box.root });
    beside.remove();
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    const patched = box.snapshot();
    for (const path of Object.keys(patched)) {
      if (!(path in before)) rmSync(join(box.root, path), { recursive: true, force: true });
    }
    box.write(Object.fromEntries(original));
    await plinth(review);
    expect(withoutManifest(patched)).toEqual(withoutManifest(box.snapshot()));
    expect(patched['src/modules.ts']).toContain('reviewModule');
  });
});

describe('plinth add feature', () => {
  it.each(choices.map((feature) => [feature.id, feature] as const))('%s', async (id, feature) => {
    const needed = closure(feature).filter((one) => one !== feature);
    const ids = needed.map((one) => one.id).join(',');
    const create = ['my-api', '--features', ids, '--no-install', '--no-git', '--yes'];
    expect((await plinth(create, 'create-plinth')).code).toBe(0);
    const add = ['add', 'feature', id, '--no-install', '--cwd', 'my-api'];
    expect(await plinth(add)).toMatchObject({ code: 0, stderr: '' });
    const after = box.snapshot();
    expect((await plinth(add)).stdout).toBe('Nothing to do: it is there already.\n');
    expect(box.snapshot()).toEqual(after);
  });
});

describe('law 10: a feature that fails leaves the project as it was', () => {
  it.each(choices.map((feature) => [feature.id, feature] as const))('%s', async (id, feature) => {
    const needed = closure(feature)
      .filter((one) => one !== feature)
      .map((one) => one.id);
    await plinth(
      ['my-api', '--features', needed.join(','), '--no-install', '--no-git', '--yes'],
      'create-plinth',
    );
    await refuses(['add', 'feature', id, '--cwd', 'my-api']);
  });

  it('a resource', async () => {
    await blogWith();
    await refuses(review);
  });

  it('a new project is not begun', () =>
    refuses(['my-api', '--preset', 'blog', '--no-git'], 'create-plinth'));

  it('holds for everything that can be added', () => expect(addables.length).toBeGreaterThan(choices.length));
});

/** Runs a command of which every feature does all its work, and then fails. */
async function refuses(words: readonly string[], bin: Bin = 'plinth'): Promise<void> {
  const before = box.snapshot();
  const failing = <F extends { plan(context: never): void }>(feature: F): F => ({
    ...feature,
    plan(context: never) {
      feature.plan(context);
      throw new Error('out of ideas');
    },
  });
  const world = {
    ...fakeWorld({ cwd: box.root }),
    builtIns: () =>
      Promise.resolve({
        ...builtIns,
        features: async () => (await builtIns.features()).map(failing),
        parts: async (...of: Parameters<typeof builtIns.parts>) => {
          const parts = await builtIns.parts(...of);
          return {
            ...parts,
            resource: (one: Parameters<typeof parts.resource>[0]) => failing(parts.resource(one)),
          };
        },
      }),
  };
  expect(await run(bin, words, world)).toBe(1);
  expect(world.printed().stderr).toContain('out of ideas');
  expect(box.snapshot()).toEqual(before);
}
