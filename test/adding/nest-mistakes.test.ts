import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import constant from '../projects/imports-constant/hand.js';
import crlf from '../projects/crlf/hand.js';
import { type HandEdit, replaced } from '../projects/hand.js';
import reformatted from '../projects/reformatted/hand.js';
import amongOthers from '../projects/root-among-others/hand.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { ensureBuilt } from '../support/generated.js';
import { root } from '../support/installed.js';
import { run } from '../support/run.js';
import { blog } from './blog.js';
import type { Files } from './planning.js';
import { plinth } from './plinth.js';

const ROOT = 'src/app.module.ts';
const fields = ['rating:integer:min=1:max=5', 'body:text', 'post:belongsTo=Post:inverse=reviews'];
const review = ['add', 'resource', 'Review', ...fields, '--no-install'];

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const generated = await blog({ http: 'nest', persistence: 'typeorm' });

/** The Nest blog, lying in the sandbox as a hand left it. */
async function blogBy(apply: HandEdit['apply'] = (files) => files): Promise<Files> {
  const files = await apply(generated);
  box.write(Object.fromEntries(files));
  return files;
}

const withRoot =
  (...replacements: Parameters<typeof replaced>[2]) =>
  (files: Files): Files =>
    replaced(files, ROOT, replacements);

const importsOf = (list: string) => withRoot([/imports: \[[^\]]*\]/, `imports: ${list}`]);

describe('it registers in the root module', () => {
  it('which is not the first @Module of its file', async () => {
    await blogBy(amongOthers.apply);
    expect(await plinth(box, review)).toMatchObject({ code: 0, stderr: '' });
    const modules = box.read(ROOT).matchAll(/@Module\(\{([\s\S]*?)\}\)\nexport class (\w+)/g);
    const where = [...modules].map(([, options, name]) => [name, options?.includes('ReviewModule')]);
    expect(where).toEqual([
      ['PlatformModule', false],
      ['AppModule', true],
      ['CommandModule', false],
    ]);
  });
});

describe('it adds the import and the entry, or neither', () => {
  it('both, where the imports are a constant', async () => {
    await blogBy(constant.apply);
    expect(await plinth(box, review)).toMatchObject({ code: 0, stderr: '' });
    expect(box.read(ROOT)).toMatch(/^const imports = \[[^\]]*\n {2,4}ReviewModule,\n[^\]]*\];$/m);
    expect(box.read(ROOT)).toContain("import { ReviewModule } from './modules/reviews/review.module.js';");
  });

  it.each(['load()', 'base.concat(all)', 'isPlain ? [CoreModule] : [CoreModule, AuthModule]'])(
    'neither where they are %s: the user is told, with the lines to add, and by the exit code',
    async (list) => {
      const files = await blogBy(importsOf(list));
      const { code, stdout } = await plinth(box, review);
      expect(code).toBe(3);
      expect(box.read(ROOT)).toBe(files.get(ROOT));
      expect(stdout).toContain('The list "imports" of @Module on the class AppModule is not a plain list.');
      expect(stdout).toContain("import { ReviewModule } from './modules/reviews/review.module.js';");
      expect(stdout).toContain('ReviewModule,\n');
    },
  );

  it('the entry alone, where the import is there', async () => {
    const line = "import { ReviewModule } from './modules/reviews/review.module.js';\n";
    await blogBy(withRoot([/(?=\nconst guards)/, line]));
    expect(await plinth(box, review)).toMatchObject({ code: 0, stderr: '' });
    expect(box.read(ROOT)).toContain('    CommentModule,\n    ReviewModule,\n');
    expect(box.read(ROOT).split(line)).toHaveLength(2);
  });
});

describe('it leaves a file alone that does not parse', () => {
  it.each([
    ['the root module', ROOT],
    ['the data source', 'src/database/data-source.ts'],
    ['an entity', 'src/modules/posts/post.entity.ts'],
  ])('%s', async (_, path) => {
    const files = await blogBy((all) => replaced(all, path, [[/$/, 'export class {\n']]));
    const { code, stdout } = await plinth(box, review);
    expect(code).toBe(3);
    expect(stdout).toContain(`${path} does not parse, so it was left alone.`);
    expect(box.read(path)).toBe(files.get(path));
  });

  it('and writes nothing at all under --strict', async () => {
    await blogBy(withRoot([/$/, 'export class {\n']));
    const before = box.snapshot();
    expect(await plinth(box, [...review, '--strict'])).toMatchObject({ code: 1, stdout: '' });
    expect(box.snapshot()).toEqual(before);
  });
});

/** The text of a file that was changed, and what was added to it. */
async function reviewed(apply: HandEdit['apply']) {
  const files = await blogBy(apply);
  expect(await plinth(box, review)).toMatchObject({ code: 0, stderr: '' });
  const old = new Set(files.get(ROOT)?.split('\n'));
  return box
    .read(ROOT)
    .split('\n')
    .filter((line) => !old.has(line));
}

describe('it writes as the file is written', () => {
  it('line endings', async () => {
    const added = await reviewed(crlf.apply);
    expect(added).toHaveLength(2);
    for (const line of added) expect(line).toMatch(/ReviewModule.*[^\r]\r$/);
  });

  it('quotes, semicolons, commas and tabs', async () => {
    const added = await reviewed(reformatted.apply);
    expect(added).toEqual([
      'import { ReviewModule } from "./modules/reviews/review.module.js"',
      expect.stringMatching(/^\t\tCommentModule,$/),
      '\t\tReviewModule',
    ]);
    expect(box.read('src/modules/reviews/review.module.ts')).not.toMatch(/;|'/);
  });
});

describe('it ends with an exit code', () => {
  it.each([
    ['a name that is none', 2, ['add', 'resource', 'class', 'title:string'], undefined],
    ['a type that is none', 2, ['add', 'resource', 'Review', 'title:strng'], undefined],
    ['an option that is none', 2, [...review, '--froce'], undefined],
    ['a feature that is none', 2, ['add', 'feature', 'nonesuch'], undefined],
    ['a manifest that is no JSON', 1, review, { '.plinth/manifest.json': '{' }],
    ['a project of another kind', 1, review, { 'package.json': '{}', '.plinth/manifest.json': '{}' }],
  ] as const)('%s: %i', async (_, code, words, files) => {
    await blogBy();
    box.write(files ?? {});
    const before = box.snapshot();
    const ended = await plinth(box, words);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(/^error: /);
    expect(box.snapshot()).toEqual(before);
  });

  it('3 where a step is left to do by hand', async () => {
    await blogBy(importsOf('load()'));
    expect((await plinth(box, review)).code).toBe(3);
  });
});

describe('it takes no name to a shell', () => {
  const names = [
    'Review;touch pwned',
    'Review$(touch pwned)',
    'Review`touch pwned`',
    'Review && touch pwned',
  ];

  it.each(names)('%s', async (name) => {
    await blogBy();
    await ensureBuilt();
    const before = box.snapshot();
    const words = [join(root, 'dist', 'bin', 'plinth.js'), 'add', 'resource', name, 'title:string'];
    const ended = await run(process.execPath, words, { cwd: box.root });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('touch pwned');
    expect(box.snapshot()).toEqual(before);
    expect(readdirSync(box.root)).not.toContain('pwned');
  });

  it('nor to any program', async () => {
    await blogBy();
    expect(await plinth(box, review)).toMatchObject({ code: 0, ran: [] });
  });
});

describe('it does nothing the second time', () => {
  it.each([
    ['as generated', undefined],
    ['with several modules in the file', amongOthers.apply],
    ['with the imports in a constant', constant.apply],
    ['with other line endings', crlf.apply],
    ['in another style', reformatted.apply],
  ])('%s', async (_, apply) => {
    await blogBy(apply);
    await plinth(box, review);
    const after = box.snapshot();
    expect(await plinth(box, review)).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'Nothing to do: it is there already.\n',
    });
    expect(box.snapshot()).toEqual(after);
  });
});
