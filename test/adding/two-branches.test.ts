import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSettled } from '../../src/cli/planning/settled-conflicts.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { blog } from './blog.js';
import { committed, gitIn, laidDown, plinthIn } from './committed.js';
import { changedPairs, type Files, projectOf } from './planning.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const git = (...args: readonly string[]): string => gitIn(box, ...args);
const plinth = (folder: string, minute: number, ...words: readonly string[]) =>
  plinthIn(box, words, { folder, minute });

interface Branches {
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

/** A repository in which two branches ran a command each, and one is merged into the other. Returns what git says of it. */
async function merged(files: Files, { mine, theirs }: Branches): Promise<string> {
  committed(box, files);
  for (const [at, [branch, words]] of Object.entries({ mine, theirs }).entries()) {
    git('checkout', '--quiet', '-b', branch, 'main');
    expect((await plinth('app', at, ...words, '--no-install')).code).toBe(0);
    git('add', '--all');
    git('commit', '--quiet', `--message=${branch}`);
  }
  git('checkout', '--quiet', 'mine');
  return git('merge', 'theirs');
}

/** Both commands, one after the other, in a folder beside it. */
async function oneAfterTheOther(files: Files, { mine, theirs }: Branches): Promise<void> {
  laidDown(box, files, 'expected');
  expect((await plinth('expected', 0, ...mine, '--no-install')).code).toBe(0);
  expect((await plinth('expected', 1, ...theirs, '--no-install')).code).toBe(0);
}

function filesBelow(folder: string, below = ''): readonly string[] {
  return readdirSync(join(box.root, folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (['.git', 'history', 'files.sha256'].includes(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

const textsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(filesBelow(folder).map((path) => [path, box.read(`${folder}/${path}`)]));

const pairs: readonly (readonly [string, Branches])[] = [
  [
    'a resource each',
    {
      mine: ['add', 'resource', 'Alpha', 'title:string', 'author:belongsTo=User:inverse=alphas'],
      theirs: ['add', 'resource', 'Beta', 'title:string', 'author:belongsTo=User:inverse=betas'],
    },
  ],
  [
    'a field of the same resource each',
    {
      mine: ['add', 'field', 'Post', 'subtitle:string:optional'],
      theirs: ['add', 'field', 'Post', 'rating:integer:default=1'],
    },
  ],
  [
    'a resource and a field',
    {
      mine: ['add', 'resource', 'Alpha', 'title:string', 'post:belongsTo=Post:inverse=alphas'],
      theirs: ['add', 'field', 'Post', 'rating:integer:default=1'],
    },
  ],
];

describe.each(changedPairs)('two branches on $http', (adapters) => {
  it.each(pairs)('with %s come to the same as one after the other', async (_, branches) => {
    const files = await blog(adapters);
    expect(await merged(files, branches)).toContain('CONFLICT');
    const { code, stdout, stderr } = await plinth('app', 2, 'resolve');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Resolved \d+ of \d+ files/);
    await oneAfterTheOther(files, branches);
    expect(textsIn('app')).toEqual(textsIn('expected'));
    expect(await plinth('app', 3, 'check')).toMatchObject({ code: 0, stdout: 'No faults.\n' });
  });
});

describe('imports that both branches brought', () => {
  const list = ['import {', '  a,', "} from './a.js';", 'import {', '  b,', "} from './b.js';"];
  const file = (imports: readonly string[], names: readonly string[]): string =>
    [...list, ...imports, '', `export const all = [${['a', 'b', ...names].join(', ')}];`, ''].join('\n');
  const settled = (mine: string, theirs: string) => {
    const path = 'src/all.ts';
    const { project } = withSettled(projectOf(new Map([[path, '<<<<<<< HEAD\n']])), [
      { path, base: file([], []), mine, theirs },
    ]);
    return project.read(path);
  };

  it('are there once, whatever else begins like them', () => {
    const own = "import { c } from './c.js';";
    const other = "import { d } from './d.js';";
    expect(settled(file([own], ['c']), file([other, own], ['d', 'c']))).toMatch(
      /^import \{\n {2}a,\n\} from '\.\/a\.js';\nimport \{\n {2}b,\n\} from/,
    );
    const text = settled(file([own], ['c']), file([other, own], ['d', 'c'])) ?? '';
    expect(text.split('\n').filter((line) => line === own)).toHaveLength(1);
    expect(text).toContain(other);
  });

  it('name nothing twice', () => {
    const path = 'src/all.ts';
    const [base = '', mine = '', theirs = ''] = ['a', 'a, x, c', 'a, x, d'].map(
      (names) => `import { ${names} } from './a.js';\n\nexport const all = [a];\n`,
    );
    const conflicted = projectOf(new Map([[path, '<<<<<<< HEAD\n']]));
    const { project } = withSettled(conflicted, [{ path, base, mine, theirs }]);
    expect(project.read(path)).toMatch(/^import \{ a, x, c, d \} from/);
  });
});

describe('after the merge', () => {
  const [, branches] = pairs[1] ?? ['', { mine: [], theirs: [] }];

  it('changes are merged as ever, though no branch has written what there is now', async () => {
    await merged(await blog(), branches);
    await plinth('app', 2, 'resolve');
    const added = await plinth('app', 3, 'add', 'field', 'Post', 'mood:string:optional', '--no-install');
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('Added Post.mood')]);
    expect(box.read('app/src/modules/posts/post.entity.ts')).toMatch(/subtitle[^]*rating[^]*mood/);
    expect((await plinth('app', 4, 'check')).code).toBe(0);
  });

  it('there is nothing to do a second time, and the dry run writes nothing', async () => {
    await merged(await blog(), branches);
    const before = textsIn('app');
    const dry = await plinth('app', 2, 'resolve', '--dry-run');
    expect([dry.code, textsIn('app')]).toEqual([0, before]);
    await plinth('app', 2, 'resolve');
    const again = await plinth('app', 3, 'resolve');
    expect([again.code, again.stdout]).toEqual([
      0,
      'Nothing to do: no conflict markers are left; git add tells git so.\n',
    ]);
    git('commit', '--quiet', '--all', '--message=merged');
    expect((await plinth('app', 3, 'resolve')).stdout).toBe(
      'Nothing to do: git has no conflicts in this project.\n',
    );
  });

  it('what both changed in two ways is left, and named', async () => {
    const both = {
      mine: ['change', 'resource', 'Post', '--access', 'admin'],
      theirs: ['change', 'resource', 'Post', '--access', 'authenticated'],
    };
    await merged(await blog(), both);
    const { code, stdout } = await plinth('app', 2, 'resolve');
    expect(code).toBe(3);
    expect(stdout).toContain('because both branches changed the same lines of .plinth/resources/Post.json.');
    const next = await plinth('app', 3, 'add', 'field', 'Post', 'mood:string');
    expect([next.code, next.stderr]).toEqual([1, expect.stringContaining('plinth resolve')]);
  });

  it('an edit by hand on one side stays', async () => {
    const files = new Map(await blog());
    const service = 'src/modules/posts/post.service.ts';
    files.set(service, `// Ours.\n${files.get(service) ?? ''}`);
    await merged(files, branches);
    expect((await plinth('app', 2, 'resolve')).code).toBe(0);
    expect(box.read(`app/${service}`)).toMatch(/^\/\/ Ours\.\n/);
  });

  it('without git it says so', async () => {
    laidDown(box, await blog());
    const { code, stderr } = await plinth('app', 2, 'resolve');
    expect([code, stderr]).toEqual([1, expect.stringContaining('is in no git repository')]);
  });
});
