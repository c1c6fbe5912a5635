import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/core/bytes.js';
import { hashesPath } from '../../src/core/hashes.js';
import type { Plan } from '../../src/core/plan.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { namesOf } from '../../src/resource/names.js';
import { changed, fileAt, replaced } from '../projects/hand.js';
import { handsOn } from '../projects/index.js';
import { syntaxErrors } from '../support/syntax.js';
import { blog, representative } from './blog.js';
import { everyType } from './every-type.js';
import { leftToDo, lost } from './hand-edited.js';
import {
  changedPairs,
  choices,
  creation,
  fieldAddition,
  type Files,
  filesOf,
  resourceAddition,
  withoutHistory,
} from './planning.js';

const options = [
  {},
  { access: 'owner' },
  { access: 'private', softDelete: true },
  { access: 'admin', operations: ['list', 'get', 'create'] },
  { access: 'read', tests: false },
] as const;

const tag = parseResource('Tag', ['name:string:unique']);
const base = [
  'title:string:max=200',
  'body:text',
  'author:belongsTo=User:inverse=articles',
  'tags:manyToMany=Tag',
];
const note = parseResource('Note', ['text:string', 'article:belongsTo=Article:inverse=notes']);

const folder = 'src/modules/posts';

const comment = /^\/\/ own \d+$/;

/** A comment before each line. */
const withComments = (text: string): string =>
  text
    .split('\n')
    .map((line, at) => (line === '' ? line : `// own ${at}\n${line}`))
    .join('\n');

const comments = (text: string): readonly string[] => text.split('\n').filter((line) => comment.test(line));

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !comment.test(line))
    .join('\n');

describe.each(changedPairs)('fields added to a resource on $http', (adapters) => {
  it.each(options)('are as if it had been created with them: %o', async (given) => {
    const article = parseResource('Article', base, given);
    const wanted = { adapters, features: choices };
    const created = filesOf(await creation({ ...wanted, resources: [tag, article] }));
    const earlier = filesOf(await resourceAddition(created, note, 60));
    const first = await fieldAddition(earlier, 'Article', everyType.slice(0, 4), { seconds: 120 });
    const second = await fieldAddition(filesOf(first), 'Article', everyType.slice(4), { seconds: 180 });
    const complete = parseResource('Article', [...base, ...everyType], given);
    const inOneGo = filesOf(await creation({ ...wanted, resources: [tag, complete] }));
    const expected = filesOf(await resourceAddition(inOneGo, note, 60));
    expect([first.manual, second.manual]).toEqual([[], []]);
    expect(withoutHistory(filesOf(second))).toEqual(withoutHistory(expected));
  });

  it('are so on every kind of resource, with relations of others to it', async () => {
    const wanted = { adapters, features: choices };
    const field = 'extraNote:string:optional';
    const { fields } = parseResource('Any', [field]);
    const created = filesOf(await creation({ ...wanted, resources: representative }));
    for (const [index, resource] of representative.entries()) {
      const more = { ...resource, fields: [...resource.fields, ...fields] };
      const expected = filesOf(await creation({ ...wanted, resources: representative.with(index, more) }));
      const plan = await fieldAddition(created, resource.name, [field], { seconds: 60 });
      expect([resource.name, plan.manual]).toEqual([resource.name, []]);
      expect(withoutHistory(filesOf(plan))).toEqual(withoutHistory(expected));
    }
  });

  it('are remembered with the hash of what Plinth would write, also where a file was edited', async () => {
    const generated = await blog(adapters);
    const view = `${folder}/post.view.ts`;
    const edited = new Map(generated).set(view, `// Ours.\n${fileAt(generated, view)}`);
    const [fresh, merged] = await Promise.all(
      [generated, edited].map((files) => fieldAddition(files, 'Post', ['subtitle:string:optional'])),
    );
    const text = fresh?.project.read(view) ?? '';
    expect(merged?.project.read(view)).toBe(`// Ours.\n${text}`);
    expect(merged?.project.read(hashesPath)).toContain(`${hashOf(text)}  ${view}\n`);
    const again = await fieldAddition(filesOf(merged as Plan), 'Post', ['pages:integer:default=1']);
    expect([again.manual, again.project.read(view)]).toEqual([
      [],
      expect.stringMatching(/^\/\/ Ours\.\n[^]*subtitle[^]*pages/),
    ]);
  });

  it.each(handsOn(adapters.http))('leave what was edited by hand: %s', async (name, hand) => {
    const generated = await blog(adapters);
    const before = await hand.apply(generated);
    const fields = ['subtitle:string:optional:max=80', 'pages:integer:default=1'];
    const plan = await fieldAddition(before, 'Post', fields);
    const after = filesOf(plan);
    for (const [path, text] of before) {
      const now = after.get(path) ?? '';
      expect([path, lost(generated.get(path) ?? '', text, now)]).toEqual([path, []]);
      if (path.endsWith('.ts') && now !== text) expect([path, syntaxErrors(path, now)]).toEqual([path, []]);
      if (text.includes('\r\n')) expect([path, /[^\r]\n/.test(now)]).toEqual([path, false]);
    }
    expect([name, leftToDo(plan)]).toEqual([name, []]);
  });

  it('lose none of the lines that were written between ours, and are what they would be without them', async () => {
    const created = filesOf(await creation({ adapters, features: choices, resources: representative }));
    for (const { name, plural } of representative) {
      const { kebab } = namesOf(name, plural).plural;
      const isOwn = (path: string) => /^(?:src\/modules|test)\//.test(path) && path.includes(`/${kebab}/`);
      const commented = changed(created, new RegExp(`/${kebab}/.*\\.ts$`), withComments);
      const [plan, fresh] = await Promise.all(
        [commented, created].map((files) => fieldAddition(files, name, ['extraNote:string:optional'])),
      );
      expect([name, plan?.manual]).toEqual([name, []]);
      for (const [path, text] of filesOf(plan as Plan)) {
        if (!isOwn(path)) continue;
        expect([path, withoutComments(text)]).toEqual([path, fresh?.project.read(path)]);
        expect([path, comments(text)]).toEqual([path, comments(commented.get(path) ?? '')]);
        expect([path, comments(text).length > 0]).toEqual([path, true]);
      }
    }
  });

  it('come beside what was added in the same place', async () => {
    const files = replaced(
      replaced(
        replaced(await blog(adapters), `${folder}/post.view.ts`, [
          [/^( +)(published: .*,)$/m, '$1$2\n$1words: postRow.content.split(" ").length,'],
        ]),
        `${folder}/post.repository.ts`,
        [[/'slug' \|/, "'slug' | 'updatedAt' |"]],
      ),
      `${folder}/post.entity.ts`,
      [[/\n {2}@CreateDateColumn/, '\n  words = 0;\n\n  @CreateDateColumn']],
    );
    const plan = await fieldAddition(files, 'Post', ['subtitle:string:optional']);
    expect(plan.manual).toEqual([]);
    expect(plan.project.read(`${folder}/post.view.ts`)).toMatch(/words: .*,\n +subtitle: postRow\.subtitle,/);
    expect(plan.project.read(`${folder}/post.repository.ts`)).toMatch(/'updatedAt'/);
    expect(plan.project.read(`${folder}/post.repository.ts`)).toMatch(/'subtitle'/);
    for (const own of ['words = 0;', 'subtitle!: string | null;'])
      expect(plan.project.read(`${folder}/post.entity.ts`)).toContain(own);
  });

  it('leave a file alone that has one of that name, that has other words there, or is not as it was written', async () => {
    const generated = await blog(adapters);
    const [view, schema, entity] = ['view', 'schema', 'entity'].map((kind) => `${folder}/post.${kind}.ts`);
    const files = [
      [view, [[/^( +)title: .*$/m, '$1title: postRow.title,\n$1subtitle: postRow.title,']]],
      [schema, [[/sort: \[[^\]]*\]/, "sort: everyField('posts')"]]],
    ].reduce<Files>(
      (before, [path, edits]) => replaced(before, path as string, edits as [RegExp, string][]),
      generated,
    );
    const forgotten = replaced(files, hashesPath, [
      [/^[0-9a-f]{64}( {2}.*\/post\.entity\.ts)$/m, `${'0'.repeat(64)}$1`],
    ]);
    const plan = await fieldAddition(forgotten, 'Post', ['subtitle:string:optional']);
    expect(leftToDo(plan).toSorted()).toEqual([
      `Plinth cannot tell what it wrote as ${entity}: another version may have.`,
      `The lines to be changed in ${schema} were edited.`,
      `${view} says "subtitle" already.`,
    ]);
    for (const path of [view, schema, entity]) {
      expect(plan.project.read(path ?? '')).toBe(forgotten.get(path ?? ''));
      expect(plan.manual.find((step) => step.path === path)?.snippet).toMatch(/^\+.*subtitle/m);
    }
  });

  it('never rewrite a migration, and come after all of them', async () => {
    const files = await blog(adapters);
    const plan = await fieldAddition(files, 'Post', ['subtitle:string:optional'], { seconds: -3600 });
    const migrations = plan.changes.filter(({ path }) => path.startsWith('src/database/migrations/'));
    expect(migrations.map(({ kind }) => kind)).toEqual(['create']);
    const old = [...files.keys()].filter((path) => path.startsWith('src/database/migrations/'));
    expect([...old, migrations[0]?.path ?? ''].toSorted().at(-1)).toBe(migrations[0]?.path);
  });
});
