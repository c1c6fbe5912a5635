import { describe, expect, it } from 'vitest';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { namesOf } from '../../src/resource/names.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { handsOn } from '../projects/index.js';
import { syntaxErrors } from '../support/syntax.js';
import { blog, representative } from './blog.js';
import { leftToDo, lostAnywhere } from './hand-edited.js';
import {
  changedPairs,
  choices,
  creation,
  fieldRename,
  type Files,
  filesOf,
  resourceAddition,
  resourceRemoval,
  resourceRename,
  rulesChange,
  withoutOrder,
} from './planning.js';

/** The representative resources with one called something else. */
const called = (from: string, to: string): readonly ParsedResource[] =>
  representative.map((one) => ({
    ...one,
    name: one.name === from ? to : one.name,
    fields: one.fields.map((field) =>
      field.kind !== 'scalar' && field.target === from ? { ...field, target: to } : field,
    ),
  }));

/** Names that the code of a resource uses itself, irregular plurals, other articles, more words and fewer. */
const names: readonly (readonly [string, string])[] = [
  ...representative.map(({ name }) => [name, `Other${name}`] as const),
  ['Tag', 'Page'],
  ['Post', 'Entry'],
  ['Comment', 'News'],
  ['Product', 'Order'],
  ['NewsSeries', 'Index'],
  ['AuditEntry', 'Log'],
  ['Address', 'HomeAddress'],
  ['Visit', 'Post2'],
];

describe.each(changedPairs)('a resource is renamed: $http', (adapters) => {
  const created = async (resources: readonly ParsedResource[]): Promise<Files> =>
    filesOf(await creation({ adapters, features: choices, resources }));

  it.each(names)('as if it had been called so: %s, %s', async (name, to) => {
    const plan = await resourceRename(await created(representative), [name, to], 60);
    expect(plan.manual).toEqual([]);
    const expected = await created(called(name, to));
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(expected));
    const list = 'src/database/data-source.ts';
    const entities = (files: Files): readonly string[] =>
      (files.get(list) ?? '').split('\n').filter((line) => !/\d{13}/.test(line));
    expect(entities(filesOf(plan)).toSorted()).toEqual(entities(expected).toSorted());
  });

  it.each(names.filter(([name]) => ['Tag', 'Post', 'Comment', 'AuditEntry'].includes(name)))(
    'and keeps its path in the API where that is asked for: %s, %s',
    async (name, to) => {
      const start = await created(representative);
      const plan = await resourceRename(start, [name, to], 60, { keepsPath: true });
      expect([plan.manual, plan.notes.filter((note) => note.includes('path'))]).toEqual([[], []]);
      const { path } = namesOf(name);
      const expected = await created(
        called(name, to).map((one) => (one.name === to ? { ...one, path } : one)),
      );
      expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(expected));
      // From there it goes on as any other path of its own: it stays, until it is given up.
      const again = await resourceRename(filesOf(plan), [to, name], 120);
      expect(withoutOrder(filesOf(again))).toEqual(withoutOrder(start));
      const given = await rulesChange(filesOf(plan), to, { path: false }, 180);
      expect(given.notes.join()).toContain(
        `The path /${path} of the API is /${namesOf(to).path} from now on`,
      );
      expect(withoutOrder(filesOf(given))).toEqual(withoutOrder(await created(called(name, to))));
    },
  );

  it('also where its folder is called as the one above', async () => {
    const module = parseResourceLine('Module label:string');
    const part = parseResourceLine('Part module:belongsTo=Module:optional');
    const plan = await resourceRename(await created([module, part]), ['Module', 'Widget'], 60);
    const parts = { ...part, fields: part.fields.map((field) => ({ ...field, target: 'Widget' })) };
    const expected = await created([{ ...module, name: 'Widget' }, parts as unknown as ParsedResource]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(expected));
  });

  it.each(handsOn(adapters.http))('and what was edited by hand stays: %s', async (name, hand) => {
    const generated = await blog(adapters);
    const before = await hand.apply(generated);
    const plan = await resourceRename(before, ['Comment', 'Remark'], 60);
    const after = filesOf(plan);
    // Either name stands for the other.
    const nameless = (text: string): string => text.replaceAll(/comment|remark/gi, 'it');
    const textOf = (files: Files): string => nameless([...files.values()].join('\n'));
    const [everything, now] = [textOf(generated), textOf(after)];
    for (const [path, text] of before) {
      if (text === generated.get(path)) continue;
      expect([path, lostAnywhere(everything, nameless(text), now)]).toEqual([path, []]);
    }
    for (const [path, text] of after) {
      if (!path.endsWith('.ts') || before.get(path) === text) continue;
      expect([path, syntaxErrors(path, text)]).toEqual([path, []]);
      if (before.get(path)?.includes('\r\n') === true)
        expect([path, /[^\r]\n/.test(text)]).toEqual([path, false]);
    }
    expect([name, leftToDo(plan)]).toEqual([name, []]);
  });

  it('with what lies beside its files, and steps by hand for what says the old name', async () => {
    const generated = await blog(adapters);
    const service = 'src/modules/comments/comment.service.ts';
    const helper = 'src/modules/comments/comment.texts.ts';
    const edited = (generated.get(service) ?? '')
      .replace(/^(\s*)await this\.assertOwned.*$|^(\s*)(?=return .*View)/m, '$1$2comment.body.trim();\n$&')
      .concat('\nexport const last = (comment: Comment) => comment.body;\n');
    const files = new Map([
      ...generated,
      [service, edited],
      [
        helper,
        "import type { Comment } from './comment.entity.js';\n\nexport type Text = Comment['body'];\n",
      ],
      ['test/comments/photo.png', '\uFFFDPNG'],
      ['src/texts.ts', "export type { Text } from './modules/comments/comment.texts.js';\n"],
      ['src/latest.ts', "export const latest = () => fetch('http://localhost/api/v1/comments?limit=1');\n"],
    ]);
    const plan = await resourceRename(files, ['Comment', 'Remark'], 60);
    const after = filesOf(plan);
    expect(after.get('src/modules/remarks/remark.texts.ts')).toBe(
      "import type { Remark } from './remark.entity.js';\n\nexport type Text = Remark['body'];\n",
    );
    expect(after.get('src/texts.ts')).toBe(
      "export type { Text } from './modules/remarks/remark.texts.js';\n",
    );
    const moved = after.get('src/modules/remarks/remark.service.ts');
    expect(moved).toContain('export const last = (comment: Remark) => comment.body;');
    expect([...after.keys()].filter((path) => path.includes('modules/comments/'))).toEqual([]);
    expect(after.get('.plinth/files.sha256')).not.toMatch(/modules\/comments|\.texts\.ts/);
    expect(plan.manual.map(({ path, what }) => [path, what])).toEqual([
      ['test/comments/photo.png', 'move test/comments/photo.png'],
      ['src/latest.ts', 'call the path /comments "/remarks" in src/latest.ts'],
      [
        'src/modules/remarks/remark.service.ts',
        'call comment "remark", as the lines around it do, in src/modules/remarks/remark.service.ts',
      ],
    ]);
  });

  it('and goes on as any other, its old name free for another', async () => {
    const renamed = filesOf(await resourceRename(await created(representative), ['Reading', 'Sample'], 60));
    const fields = filesOf(await fieldRename(renamed, 'Sample', ['product', 'item'], 120));
    const reading = parseResourceLine('Reading note:text sample:belongsTo=Sample access=authenticated');
    const again = await resourceAddition(fields, reading, 180);
    const [old] = called('Reading', 'Sample').filter(({ name }) => name === 'Sample');
    const sample = {
      ...old,
      fields: old?.fields.map((field) => ({ ...field, name: 'item' })),
    } as unknown as ParsedResource;
    const expected = await created([
      ...called('Reading', 'Sample').map((one) => (one.name === 'Sample' ? sample : one)),
      reading,
    ]);
    expect(again.manual).toEqual([]);
    expect(withoutOrder(filesOf(again))).toEqual(withoutOrder(expected));
    const migrations = [...filesOf(again).keys()].filter((path) =>
      /migrations\/.*(?:reading|sample)/.test(path),
    );
    expect(migrations.map((path) => path.replace(/^.*\d{13}-/, ''))).toEqual([
      'create-readings.ts',
      'rename-readings-to-samples.ts',
      'rename-product-to-item-in-samples.ts',
      'create-readings.ts',
    ]);
    const back = await resourceRename(renamed, ['Sample', 'Reading'], 240);
    expect(withoutOrder(filesOf(back))).toEqual(withoutOrder(await created(representative)));
  });

  it('and when it is gone, its table is made again for another one of that name', async () => {
    const renamed = filesOf(await resourceRename(await created(representative), ['Reading', 'Sample'], 60));
    const gone = filesOf(await resourceRemoval(renamed, 'Sample', 120));
    const sample = parseResourceLine('Sample note:text access=authenticated');
    const plan = await resourceAddition(gone, sample, 180);
    const others = representative.filter(({ name }) => name !== 'Reading');
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created([...others, sample])));
    expect(plan.notes).toEqual([]);
    expect([...filesOf(plan).keys()].filter((path) => path.endsWith('-create-samples.ts'))).toHaveLength(1);
  });

  it('but not to a name that is taken, or that cannot be one', async () => {
    const files = await created(representative);
    await expect(resourceRename(files, ['Comment', 'Tag'], 60)).rejects.toThrow('There is a Tag already.');
    await expect(resourceRename(files, ['Comment', 'User'], 60)).rejects.toThrow(/User/);
    await expect(resourceRename(files, ['Comment', 'Tags'], 60)).rejects.toThrow(/plural/);
    await expect(resourceRename(files, ['Comment', 'comment'], 60)).rejects.toThrow(/PascalCase/);
    const taken = new Map([...files, ['src/modules/remarks/remark.entity.ts', 'export {};\n']]);
    await expect(resourceRename(taken, ['Comment', 'Remark'], 60)).rejects.toThrow(
      'src/modules/remarks/remark.entity.ts is there already',
    );
  });
});
