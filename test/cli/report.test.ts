import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLines, patch, unified } from '../../src/cli/output/diff.js';
import { paint, plain } from '../../src/cli/output/paint.js';
import { document } from '../../src/cli/output/document.js';
import { elapsed } from '../../src/cli/output/elapsed.js';
import { problemText, summary } from '../../src/cli/output/report.js';
import { run } from '../../src/cli/main.js';
import { wrapped } from '../../src/cli/output/wrap.js';
import type { Work } from '../../src/cli/output/result.js';
import type { Change } from '../../src/core/project.js';
import { fakeWorld } from './fake-world.js';

const update: Change = {
  kind: 'update',
  path: 'src/app.ts',
  before: 'const a = 1;\nconst list = [a];\n',
  after: "import b from './b.js';\nconst a = 1;\nconst list = [a, b];\n",
};
const create = (path: string, after = 'one\ntwo\n'): Change => ({ kind: 'create', path, after });
const work = (changes: readonly Change[], more: Partial<Work> = {}): Work => ({
  changes,
  edits: new Map([['src/app.ts', ['mount the posts']]]),
  tasks: [],
  manual: [],
  notes: [],
  ...more,
});

describe('the diff', () => {
  it('is one that git applies, new, changed and removed files alike', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-diff-'));
    writeFileSync(join(folder, 'kept.txt'), 'a\r\nb\r\nc');
    writeFileSync(join(folder, 'gone.txt'), 'bye\n');
    const changes: Change[] = [
      { kind: 'update', path: 'kept.txt', before: 'a\r\nb\r\nc', after: 'a\r\nnew\r\nb\r\nc' },
      { kind: 'remove', path: 'gone.txt', before: 'bye\n' },
      create('deep/new.txt', 'no newline at the end'),
    ];
    execFileSync('git', ['apply', '-'], { cwd: folder, input: unified(changes, plain) });
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('a\r\nnew\r\nb\r\nc');
    expect(readFileSync(join(folder, 'deep/new.txt'), 'utf8')).toBe('no newline at the end');
    expect(() => readFileSync(join(folder, 'gone.txt'))).toThrow('ENOENT');
  });

  it('is coloured where the terminal takes colour', () => {
    expect(unified([update], paint(true))).toContain("\u001b[32m+import b from './b.js';\u001b[39m");
    expect(unified([update], plain)).not.toContain('\u001b');
  });

  it('counts lines', () => {
    expect(countLines(update)).toEqual({ added: 2, removed: 1 });
    expect(countLines(create('x', 'one\ntwo'))).toEqual({ added: 2, removed: 0 });
    expect(countLines(create('x', ''))).toEqual({ added: 0, removed: 0 });
    expect(countLines({ kind: 'remove', path: 'x', before: 'a\n' })).toEqual({ added: 0, removed: 1 });
  });

  it('counts the lines of its own patch', () => {
    const text = fc
      .tuple(fc.array(fc.constantFrom('', 'a', 'b', 'c')), fc.constantFrom('', '\n'))
      .map(([all, end]) => all.join('\n') + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change: Change = { kind: 'update', path: 'x', before, after };
        const body = patch(change).split('\n').slice(3);
        const count = (sign: string) => body.filter((line) => line.startsWith(sign)).length;
        expect(countLines(change)).toEqual({ added: count('+'), removed: count('-') });
      }),
    );
  });
});

describe('the summary', () => {
  it('groups what was created, counts what was edited, and says what is next', () => {
    const many = ['a', 'b', 'c', 'd'].map((name) => create(`src/modules/posts/${name}.ts`));
    const text = summary(
      { headline: 'Added Post in 1.2 s.', next: ['npm test'] },
      work([...many, create('README.md'), update]),
      { paint: plain },
    );
    expect(text).toBe(`Added Post in 1.2 s.

  created  src/modules/posts/ (4 files)
  created  README.md

  edited   src/app.ts +2 -1  mount the posts

Next steps:
  npm test
`);
  });

  it('shows a step that is left with its reason and its exact text', () => {
    const manual = [
      {
        path: 'src/app.ts',
        what: 'mount the posts',
        reason: 'the list of routers is gone',
        snippet: 'a(),\nb(),\n',
      },
    ];
    expect(summary({ headline: 'Added Post.', next: [] }, work([update], { manual }), { paint: plain }))
      .toContain(`One step is left to do by hand:

  1. src/app.ts: mount the posts
     because the list of routers is gone
       a(),
       b(),
`);
  });

  it('tells times as people do', () => {
    expect([3, 1234, 61_000].map(elapsed)).toEqual(['3 ms', '1.2 s', '1 min 1 s']);
  });
});

describe('--json', () => {
  it('is one document with every key of the frame', () => {
    const tasks = [{ run: ['npm', 'install'], because: 'new', status: 'done' }] as const;
    const result = {
      command: 'add resource',
      exitCode: 0,
      text: '',
      work: work([update], { tasks }),
    } as const;
    expect(JSON.parse(document(result, false))).toEqual({
      ok: true,
      command: 'add resource',
      exitCode: 0,
      dryRun: false,
      changes: [{ kind: 'update', path: 'src/app.ts', added: 2, removed: 1 }],
      tasks: [{ run: ['npm', 'install'], because: 'new', status: 'done' }],
      manual: [],
      notes: [],
      nextSteps: [],
    });
  });

  it('carries the diff of a dry run, and the error of a failure', () => {
    const dry = { command: 'add resource', exitCode: 0, text: '', work: work([update]) } as const;
    expect(JSON.parse(document(dry, true)).changes[0].diff).toContain('+const list = [a, b];');
    const failed = {
      command: 'info',
      exitCode: 1,
      text: '',
      problem: { code: 'failed', message: 'No.', remedy: 'Try.' },
    } as const;
    expect(JSON.parse(document(failed, false))).toMatchObject({
      ok: false,
      error: { message: 'No.', remedy: 'Try.' },
    });
  });
});

it('breaks lines at the width of the terminal, and no path', () => {
  expect(wrapped('  created  test/a.ts (two lines)', 24, ' '.repeat(11))).toEqual([
    '  created  test/a.ts',
    '           (two lines)',
  ]);
  expect(wrapped('  created  test/a-very-long-name.ts', 24, ' '.repeat(11))).toEqual([
    '  created  test/a-very-long-name.ts',
  ]);
  const several = { message: 'the first is wrong.\n  Fix it.\nthe second is wrong.', remedy: 'Fix it too.' };
  expect(problemText(several, plain, 21).split('\n')).toEqual([
    'error: the first is',
    '  wrong.',
    '  Fix it.',
    'the second is wrong.',
    '  Fix it too.',
    '',
  ]);
});

it('breaks --help at the width of a narrow terminal', async () => {
  const world = fakeWorld();
  const narrow = { ...world, terminal: { ...world.terminal, width: 40 } };
  expect(await run('plinth', ['--help'], narrow)).toBe(0);
  const lines = world.printed().stdout.split('\n');
  expect(lines.length).toBeGreaterThan(40);
  expect(lines.filter(({ length }) => length > 40)).toEqual([]);
});

it('prints an error as one line and what to do below it', () => {
  expect(problemText({ message: 'It broke.', remedy: 'Do this.\nThen that.' }, plain)).toBe(
    'error: It broke.\n  Do this.\n  Then that.\n',
  );
});
