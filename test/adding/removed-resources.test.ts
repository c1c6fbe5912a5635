import { describe, expect, it } from 'vitest';
import { listsOf } from '../../src/resource/field-lists.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { handsOn } from '../projects/index.js';
import { syntaxErrors } from '../support/syntax.js';
import { blog, representative } from './blog.js';
import { leftToDo, lostAnywhere } from './hand-edited.js';
import {
  changedPairs,
  choices,
  creation,
  type Files,
  filesOf,
  resourceAddition,
  resourceRemoval,
  withoutOrder,
} from './planning.js';

/** The representative resources without one, and without what points at it or is about that. */
const without = (name: string): readonly ParsedResource[] =>
  representative
    .filter((one) => one.name !== name)
    .map(({ unique, indexes, ...one }) => {
      const fields = one.fields.filter((field) => field.kind === 'scalar' || field.target !== name);
      const gone = one.fields.filter((field) => !fields.includes(field)).map((field) => field.name);
      const left = (lists: typeof unique) =>
        lists?.filter((list) => !list.some((item) => gone.includes(item)));
      return { ...one, fields, ...listsOf({ unique: left(unique), indexes: left(indexes) }) };
    });

/** A bundle is nothing but its tags, a reading nothing but its product. */
const removable = representative.filter(({ name }) => name !== 'Tag' && name !== 'Product');

describe.each(changedPairs)('a resource is removed: $http', (adapters) => {
  const created = async (resources: readonly ParsedResource[]): Promise<Files> =>
    filesOf(await creation({ adapters, features: choices, resources }));

  it.each(removable)('as if it had never been there: $name', async ({ name }) => {
    const files = filesOf(await resourceRemoval(await created(representative), name, 60));
    const expected = await created(without(name));
    expect(withoutOrder(files)).toEqual(withoutOrder(expected));
    const entities = (text = ''): readonly string[] =>
      text.split('\n').filter((line) => !/\d{13}/.test(line));
    const list = 'src/database/data-source.ts';
    expect(entities(files.get(list)).toSorted()).toEqual(entities(expected.get(list)).toSorted());
  });

  it.each(handsOn(adapters.http))('and what was edited by hand stays: %s', async (name, hand) => {
    const generated = await blog(adapters);
    const before = await hand.apply(generated);
    const plan = await resourceRemoval(before, 'Comment', 60);
    const after = filesOf(plan);
    const everything = [...generated.values()].join('\n');
    for (const [path, text] of before) {
      const now = after.get(path) ?? '';
      const lines = lostAnywhere(generated.get(path) ?? everything, text, now);
      // Where a list was moved, or has comments, the resource stands in lines that were written by hand.
      const own = lines.filter((line) => !/^import .*comment|^commentModule/i.test(line.trim()));
      expect([path, own]).toEqual([path, []]);
      if (path.endsWith('.ts') && now !== text) expect([path, syntaxErrors(path, now)]).toEqual([path, []]);
      if (text.includes('\r\n')) expect([path, /[^\r]\n/.test(now)]).toEqual([path, false]);
    }
    // Where entities were moved or edited, not all can be told apart.
    const isEdited = /^(?:renamed|entities|commented|all-in-one-\w+)$/.test(name);
    expect([name, leftToDo(plan).length > 0]).toEqual([name, isEdited]);
    for (const path of after.keys()) {
      if (!/(?:modules|test)\/comments\//.test(path)) continue;
      expect([name, path, plan.manual.some((step) => step.path === path)]).toEqual([name, path, true]);
    }
  });

  it('with steps by hand for files that were edited, and for code that uses them', async () => {
    const generated = await blog(adapters);
    const service = 'src/modules/comments/comment.service.ts';
    const report = 'src/modules/reports/report.ts';
    const edited = `${generated.get(service) ?? ''}\nexport const mine = 1;\n`;
    const mine = [
      "import { CommentService } from '../comments/comment.service.js';",
      '',
      "export const path = '/api/v1/comments';",
      'export const report = (service: CommentService) => service;',
    ].join('\n');
    const call = "export const latest = () => fetch('http://localhost/api/v1/comments?limit=1');\n";
    const files = new Map([
      ...generated,
      [service, edited],
      [report, mine],
      ['src/latest-comments.ts', call],
    ]);
    const plan = await resourceRemoval(files, 'Comment', 60);
    expect(plan.manual.map(({ path, what, reason }) => [path, what, reason])).toEqual([
      [service, `delete ${service}`, `${service} is not needed any more, but it was edited.`],
      [report, `take what is gone out of ${report}`, 'It uses what is gone: line 4.'],
      [
        'src/latest-comments.ts',
        'take the path /comments out in src/latest-comments.ts',
        'Written by hand: line 1.',
      ],
    ]);
    expect(plan.changes.filter(({ path }) => [service, report].includes(path))).toEqual([]);
    const hashes = filesOf(plan).get('.plinth/files.sha256');
    expect(hashes).not.toContain('modules/comments/');
  });

  it('with every step by hand, where one file needs several', async () => {
    const generated = await blog(adapters);
    const list = 'src/database/data-source.ts';
    const mine = (generated.get(list) ?? '')
      .replace(/^const migrations\b[^]*?^\];$/m, 'const migrations = made();')
      .replace(/^export /m, 'void describe(Comment);\n\n$&');
    const plan = await resourceRemoval(new Map([...generated, [list, mine]]), 'Comment', 60);
    expect(plan.manual.map(({ path, what }) => [path, what.replace(/\d{13}/, '')])).toEqual([
      [list, `take what is gone out of ${list}`],
      [list, 'add DropComments to the migrations of the data source'],
    ]);
  });

  it('and can be added again, with a table of its own', async () => {
    const before = await created(representative);
    const removed = filesOf(await resourceRemoval(before, 'Setting', 60));
    const setting = representative.find(({ name }) => name === 'Setting');
    if (setting === undefined) throw new Error('There is no Setting.');
    const plan = await resourceAddition(removed, setting, 120);
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(before));
    const made = [...filesOf(plan).keys()].filter((path) => /-(?:create|drop)-settings/.test(path));
    expect(made).toHaveLength(3);
  });

  it('but not while another one needs it', async () => {
    const files = await created(representative);
    await expect(resourceRemoval(files, 'Visit', 60, false)).rejects.toThrow(
      'Setting.visit points at Visit.',
    );
    await expect(resourceRemoval(files, 'Tag', 60)).rejects.toThrow('Bundle would have no field of its own');
  });
});
