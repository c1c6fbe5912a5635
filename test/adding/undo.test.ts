import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handsOn } from '../projects/index.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { syntaxErrors } from '../support/syntax.js';
import { namelessSchemaOf as schemaOf } from '../covering/schema.js';
import { blog } from './blog.js';
import { databasesOfSuite } from './databases.js';
import { onDisk, subjectIn } from './on-disk.js';
import { changedPairs, creation, type Files, filesOf, recorded, rulesChange, undoing } from './planning.js';
import { plinth } from './plinth.js';
import { attempted, change } from '../fuzz/random-changes.js';
import { parseResource } from '../../src/resource/language/field-language.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const run = (...words: readonly string[]) => plinth(box, [...words, '--no-install']);
const ran = async (words: readonly string[]) => {
  const { code, stderr } = await run(...words);
  expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 0, '']);
};
const filesNow = (): Files =>
  new Map(
    Object.entries(box.snapshot()).flatMap(([path, text]) =>
      text.startsWith('folder ') ? [] : [[path, text.slice(4)] as const],
    ),
  );
const rewrite = (path: string, change: (text: string) => string): void =>
  box.write({ [path]: change(box.read(path)) });

const commands: readonly (readonly string[])[] = [
  ['add', 'resource', 'Review', 'body:text', 'post:belongsTo=Post:inverse=reviews', 'author:belongsTo=User'],
  ['add', 'field', 'Post', 'subtitle:string:optional', 'category:belongsTo=Tag:optional:inverse=listed'],
  ['add', 'feature', 'redis'],
  ['change', 'field', 'Post', 'title', '--max', '300'],
  ['change', 'resource', 'Tag', '--soft-delete'],
  ['rename', 'field', 'Post', 'content', 'words'],
  ['change', 'resource', 'Post', '--all-visible'],
  ['remove', 'field', 'Post', 'slug', '--yes'],
  ['rename', 'resource', 'Tag', 'Label'],
  ['remove', 'resource', 'Comment', '--yes'],
];

const hands = changedPairs.flatMap((adapters) => [
  [`fresh on ${adapters.http}`, adapters, (files: Files) => files] as const,
  ...handsOn(adapters.http).map(
    ([name, hand]) => [`${name} on ${adapters.http}`, adapters, (files: Files) => hand.apply(files)] as const,
  ),
]);

describe.each(hands)('plinth undo in a project: %s', (_, adapters, edit) => {
  it('brings every byte back, whatever the command was', async () => {
    box.write(Object.fromEntries(await edit(await blog(adapters))));
    const before = box.snapshot();
    for (const words of commands) {
      const { code } = await run(...words);
      expect([words.join(' '), [0, 3].includes(code)]).toEqual([words.join(' '), true]);
      expect(box.snapshot()).not.toEqual(before);
      await ran(['undo', '--drop-migrations']);
      expect(box.snapshot(), words.join(' ')).toEqual(before);
    }
  });

  it('brings every byte back of all of them', async () => {
    box.write(Object.fromEntries(await edit(await blog(adapters))));
    const before = box.snapshot();
    for (const words of commands) await run(...words);
    const { entries } = JSON.parse((await plinth(box, ['history', '--json'])).stdout);
    expect(entries.map(({ command }: { command: string }) => command)).toEqual(
      commands.toReversed().map((words) => words.join(' ')),
    );
    await ran(['undo', '--drop-migrations', '--to', '2']);
    await ran(['undo', '--drop-migrations', '--to', String(commands.length - 2)]);
    expect(box.snapshot()).toEqual(before);
  });
});

describe('plinth undo', () => {
  const addition = ['add', 'field', 'Post', 'subtitle:string:optional'];

  it('keeps what was edited since', async () => {
    box.write(Object.fromEntries(await blog()));
    const paths = [...filesNow().keys()].filter((path) => /^src\/modules\/posts\/.*\.ts$/.test(path));
    await ran(addition);
    const mark = (text: string) => `${text}\n/** By hand. */\nexport const byHand = 1;\n`;
    for (const path of paths) rewrite(path, mark);
    expect(paths.length).toBeGreaterThan(3);
    await ran(['undo', '--drop-migrations']);
    for (const path of paths) {
      const text = box.read(path);
      expect([path, text.includes('export const byHand = 1;'), text.includes('subtitle')]).toEqual([
        path,
        true,
        false,
      ]);
      expect([path, syntaxErrors(path, text)]).toEqual([path, []]);
    }
  });

  it('leaves a step by hand where the same lines were edited, and for what was made and edited', async () => {
    box.write(Object.fromEntries(await blog()));
    await ran(['add', 'resource', 'Label', 'name:string']);
    await ran(['change', 'field', 'Tag', 'name', '--max', '77']);
    const schema = 'src/modules/tags/tag.schema.ts';
    const path = [...filesNow().keys()].find(
      (one) => /modules\/tags\/.*\.ts$/.test(one) && /\b77\b/.test(box.read(one)),
    );
    rewrite(path ?? schema, (text) => text.replaceAll(/\b77\b/g, '78'));
    const before = box.snapshot();
    const strict = await run('undo', '--drop-migrations', '--strict');
    expect([strict.code, box.snapshot()]).toEqual([1, before]);
    const { code, stdout } = await run('undo', '--drop-migrations');
    expect([code, stdout]).toEqual([3, expect.stringMatching(/take this change of .* back[^]*77/)]);
    expect(box.read(path ?? schema)).toMatch(/\b78\b/);
    const made = 'src/modules/labels/label.entity.ts';
    rewrite(made, (text) => `${text}// mine\n`);
    const second = await run('undo', '--drop-migrations');
    expect([second.code, second.stdout]).toEqual([3, expect.stringContaining(`delete ${made}`)]);
    expect(box.read(made)).toContain('// mine');
  });

  it('refuses what it cannot do, and changes nothing', async () => {
    box.write(Object.fromEntries(await blog()));
    expect(await run('undo')).toMatchObject({ code: 1, stderr: expect.stringMatching(/nothing to undo/) });
    await ran(addition);
    const before = box.snapshot();
    for (const to of ['0', '2', 'x'])
      expect(await run('undo', '--to', to)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/from 1 to 1/),
      });
    expect(await run('undo')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/would drop posts\.subtitle with all data[^]*--yes[^]*--drop-migrations/),
    });
    expect((await run('undo', '--dry-run')).stdout).not.toMatch(/\.plinth/);
    expect(box.snapshot()).toEqual(before);
    const [entry = ''] = Object.keys(before).filter((path) => /^\.plinth\/history\/.*json$/.test(path));
    const text = box.read(entry);
    for (const broken of ['{', text.replace('"files"', '"others"'), text.replace(/"before": "/, '$&x')]) {
      box.write({ [entry]: broken });
      rewrite('src/modules/posts/post.entity.ts', (entity) => `${entity}// mine\n`);
      const { code, stderr } = await run('undo', '--drop-migrations');
      expect([code, stderr]).toEqual([1, expect.stringContaining(`${entry} cannot be used`)]);
    }
  });

  it('has nothing to do for files that somebody deleted', async () => {
    box.write(Object.fromEntries(await blog()));
    await ran(['add', 'resource', 'Label', 'name:string']);
    const { rmSync } = await import('node:fs');
    rmSync(`${box.root}/src/modules/labels`, { recursive: true });
    await ran(['undo', '--drop-migrations']);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
  });

  it('asks in a terminal what to do with the migrations', async () => {
    box.write(Object.fromEntries(await blog()));
    const before = box.snapshot();
    await ran(addition);
    const asked = await plinth(box, ['undo', '--no-install'], 'plinth', ['drop']);
    expect([asked.code, asked.asked.length, box.snapshot()]).toEqual([0, 1, before]);
  });
});

describe('the migration that takes another one back', () => {
  const opened = databasesOfSuite();

  it('takes one command back after the other, the migrations listed and nothing left by hand', async () => {
    box.write(Object.fromEntries(await blog()));
    const grown = [
      ['add', 'field', 'Post', 'subtitle:string:optional'],
      ['rename', 'field', 'Post', 'subtitle', 'motto'],
      ['remove', 'resource', 'Comment', '--yes'],
      ['rename', 'resource', 'Tag', 'Label'],
    ];
    const before = filesNow();
    for (const words of grown) await ran(words);
    for (const words of grown) {
      const { code, stderr } = await run('undo', '--yes');
      expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 0, '']);
    }
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
    const isKept = (path: string): boolean => /^(?:src\/database\/|\.plinth\/files)/.test(path);
    const others = (files: Files) => Object.fromEntries([...files].filter(([path]) => !isKept(path)));
    expect(others(filesNow())).toEqual(others(before));
    const list = box.read('src/database/data-source.ts');
    const made = [...filesNow().keys()].filter((path) => path.includes('/migrations/') && !before.has(path));
    expect(made).toHaveLength(grown.length * 2);
    for (const path of made) expect(list).toContain(path.slice(path.lastIndexOf('/') + 1, -'.ts'.length));
  });

  it('leaves a project that goes on: what was taken back can be done again', async () => {
    const before = await blog();
    box.write(Object.fromEntries(before));
    await ran(['add', 'resource', 'Review', 'body:text', '--access', 'public']);
    await ran(['undo', '--yes']);
    await ran(['add', 'resource', 'Review', 'body:text', '--access', 'public']);
    await ran(['rename', 'resource', 'Review', 'Rating']);
    await ran(['undo', '--yes']);
    await ran(['rename', 'field', 'Review', 'body', 'words']);
    await ran(['remove', 'resource', 'Review', '--yes']);
    await ran(['undo', '--yes']);
    await ran(['rename', 'field', 'Review', 'words', 'body']);
    const made = [...filesNow().keys()].filter((path) => /migrations\/.*(?:review|undo)/.test(path));
    expect(made.map((path) => path.replace(/^.*\d{13}-/, ''))).toEqual([
      'create-reviews.ts',
      'undo-create-reviews.ts',
      'create-reviews.ts',
      'rename-reviews-to-ratings.ts',
      'undo-rename-reviews-to-ratings.ts',
      'rename-body-to-words-in-reviews.ts',
      'drop-reviews.ts',
      'undo-drop-reviews.ts',
      'rename-words-to-body-in-reviews.ts',
    ]);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
  });

  it('makes the tables what they were, and is listed', async () => {
    const url = await opened();
    const tag = parseResource('Tag', ['name:string:unique'], { access: 'public' });
    const start = filesOf(await creation({ resources: [tag] }));
    await onDisk(start, (dir) => subjectIn(dir, url).migrate());
    const old = await schemaOf(url);
    box.write(Object.fromEntries(start));
    await ran([
      'add',
      'resource',
      'Note',
      'text:text',
      'tags:manyToMany=Tag:inverse=notes',
      '--access',
      'public',
    ]);
    await ran(['add', 'field', 'Note', 'title:string:optional']);
    const grown = filesNow();
    await ran(['undo', '--to', '2', '--yes']);
    expect((await plinth(box, ['check'])).stdout).not.toContain('fault ');
    for (const files of [grown, filesNow()]) {
      await onDisk(files, async (dir) => {
        const subject = subjectIn(dir, url, { fresh: false });
        await subject.node(['dist/database/migrate.js', 'up']);
        await subject.node(['dist/database/migrate.js', 'check']);
      });
    }
    expect(await schemaOf(url)).toEqual(old);
  });
});

describe('random changes', () => {
  const drawn = fc.sample(fc.array(change, { minLength: 20, maxLength: 20 }), { seed: 4, numRuns: 3 });

  it.each(drawn.map((all, index) => [index, all] as const))(
    'are all taken back, byte for byte: %i',
    async (_, all) => {
      const start = await blog();
      let files = start;
      let count = 0;
      for (const [step, one] of all.entries()) {
        const plan = await attempted(files, one, step);
        if (plan === undefined || plan.changes.length === 0) continue;
        files = recorded(plan, (step + 1) * 60);
        count += 1;
      }
      expect(count).toBeGreaterThan(3);
      const undone = await undoing(files, { seconds: 3600, count, keep: false });
      expect([undone.manual, filesOf(undone)]).toEqual([[], start]);
    },
  );

  it('are recorded, the last fifty', async () => {
    let files = await blog();
    for (let step = 0; step < 52; step += 1) {
      const plan = await rulesChange(
        files,
        'Tag',
        { access: step % 2 ? 'admin' : 'authenticated' },
        step * 60,
      );
      files = recorded(plan, step);
    }
    const entries = [...files.keys()].filter((path) => path.startsWith('.plinth/history/'));
    expect(entries).toHaveLength(50);
  });
});
