import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { creation, fieldRename, filesOf } from './planning.js';
import { plinth } from './plinth.js';

const item = parseResourceLine(
  'Item name:string:max=80 status:enum=draft,sent rank:integer day:date access=public unique=name,day index=status,createdAt',
);

let box: Sandbox;
beforeEach(async () => {
  box = sandbox();
  box.write(Object.fromEntries(filesOf(await creation({ resources: [item] }))));
});
afterEach(() => box.remove());

const run = (words: string) => plinth(box, [...words.split(' '), '--no-install']);
const migrations = (): readonly string[] =>
  Object.keys(box.snapshot()).filter((path) => /migrations\/\d+-(?!create)/.test(path));
const migration = (): string => box.read(migrations().at(-1) ?? '');
const titles = (): readonly string[] => migrations().map((path) => path.replace(/^.*\d{13}-/, ''));

describe('plinth add index and remove index', () => {
  it('add one, find nothing to do the second time, and take it out again', async () => {
    const { code, stdout, stderr } = await run('add index Item rank,createdAt');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Added an index over rank,createdAt to Item');
    expect(stdout).toMatch(/Rows can be written while the migration makes its indexes/);
    expect(titles()).toEqual(['add-index-on-rank-and-created-at-to-items.ts']);
    expect(migration()).toContain(
      'CREATE INDEX ${beside} "items_rank_created_at_idx" ON "items" ("rank", "created_at")',
    );
    expect(migration()).toContain('readonly transaction = false;');
    const after = box.snapshot();
    const again = await run('add index Item rank,createdAt');
    expect([again.code, again.stdout]).toEqual([0, 'Nothing to do: it is there already.\n']);
    expect(box.snapshot()).toEqual(after);
    const removed = await run('remove index Item rank,createdAt');
    expect([removed.code, removed.stderr]).toEqual([0, '']);
    expect(removed.stdout).toContain('Removed the index over rank,createdAt from Item');
    expect(titles()[1]).toBe('remove-index-on-rank-and-created-at-from-items.ts');
    const gone = await run('remove index Item rank,createdAt');
    expect([gone.code, gone.stdout]).toEqual([0, 'Nothing to do: it is gone already.\n']);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
  });

  it('tell how to find rows that are the same', async () => {
    const { stdout } = await run('add index Item rank,name,status --unique');
    expect(stdout).toContain(
      'To find them: SELECT "rank", lower("name"), "status", count(*) FROM "items" WHERE "rank" IS NOT NULL AND lower("name") IS NOT NULL AND "status" IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1;',
    );
    expect(titles()).toEqual(['add-unique-index-on-fields-to-items.ts']);
  });

  it('write nothing in a dry run, and answer in JSON', async () => {
    const before = box.snapshot();
    const { code, stdout } = await run('add index Item rank,day --unique --dry-run --json');
    expect([code, box.snapshot()]).toEqual([0, before]);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'add index',
      resource: 'Item',
      fields: ['rank', 'day'],
      unique: true,
    });
  });

  it.each([
    ['add index Item', /Over which fields/],
    ['add index', /Which resource/],
    ['add index Item rank', /one field only[^]*rank:string:index/],
    ['add index Item rank,dya', /no field[^]*Did you mean "day"/],
    ['add index Item name,day', /has an index/],
    ['remove index Item rank,day', /no index over "rank,day"[^]*name,day and status,createdAt/],
    ['remove index Itm rank,day', /no resource "Itm"/],
    ['change field Item name --unique', /says nothing more: name is unique by itself/],
  ])('refuse what cannot be: %s', async (words, says) => {
    const before = box.snapshot();
    const { code, stderr, stdout } = await run(words);
    expect([code, stdout, box.snapshot()]).toEqual([2, '', before]);
    expect(stderr).toMatch(says);
  });

  it('find a unique list in any order', async () => {
    expect((await run('add index Item day,name --unique')).stdout).toMatch(/^Nothing to do/);
    expect((await run('remove index Item day,name')).stdout).toContain('unique index over name,day');
    expect(migration()).toContain('DROP INDEX "items_name_day_key"');
  });
});

describe('the lists of a resource', () => {
  it('go with a field, which is said', async () => {
    const { code, stdout } = await run('remove field Item day status --yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Rows of Item may have the same name,day from now on[^]*went with day/);
    expect(stdout).toMatch(/index of Item over status,createdAt went with status/);
    const entity = box.read('src/modules/items/item.entity.ts');
    expect(entity).not.toMatch(/items_name_day_key|madeByMigration|'status'/);
    const spec = (await plinth(box, ['spec'])).stdout;
    expect(spec).not.toMatch(/unique:|indexes:/);
  });

  it('call a renamed field what it is called now, and their indexes are renamed', async () => {
    const plan = await fieldRename(
      filesOf(await creation({ resources: [item] })),
      'Item',
      ['day', 'dueOn'],
      60,
    );
    const [path = ''] = [...filesOf(plan).keys()].filter((one) => one.includes('rename-day-to-due-on'));
    const text = filesOf(plan).get(path) ?? '';
    expect(text).toContain('ALTER INDEX "items_name_day_key" RENAME TO "items_name_due_on_key"');
    expect(text).not.toMatch(/DROP|CREATE/);
  });

  it('are what the spec says', async () => {
    const spec = (await plinth(box, ['spec'])).stdout;
    expect(spec).toContain('      - [name, day]\n');
    const changed = spec
      .replace('[name, day]', '[rank, day]')
      .replace('[status, createdAt]', '[day, status]');
    box.write({ 'plinth.yaml': changed });
    const { code, stdout } = await run('apply');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Changed Item in /);
    expect(migration()).toContain(
      'CREATE UNIQUE INDEX ${beside} "items_rank_day_key" ON "items" ("rank", "day")',
    );
    expect(migration()).toContain(
      'ADD CONSTRAINT "items_rank_day_key" UNIQUE USING INDEX "items_rank_day_key"',
    );
    expect(migration()).toContain('DROP INDEX ${beside} IF EXISTS "items_status_created_at_idx"');
    expect((await run('apply')).stdout).toMatch(/^Nothing to do/);
  });

  it('are not of new fields alone, which would be the same in all rows', async () => {
    const spec = (await plinth(box, ['spec'])).stdout;
    const twice = spec
      .replace(/^( +)day: date.*\n/m, '$&$1one: integer:default=1\n$1two: date:default=2026-01-01\n')
      .replace('- [name, day]', '- [name, day]\n      - [one, two]');
    box.write({ 'plinth.yaml': twice });
    const { code, stderr } = await run('apply');
    expect(code).toBe(2);
    expect(stderr).toMatch(/one,two of Item are new[^]*plinth add index Item one,two --unique/);
    box.write({ 'plinth.yaml': twice.replace('[one, two]', '[one, rank]') });
    expect((await run('apply')).stdout).toContain(
      'SELECT "rank", count(*) FROM "items" WHERE "rank" IS NOT NULL GROUP BY 1 HAVING count(*) > 1;',
    );
  });

  it('are refused where two indexes would have one name', async () => {
    const resources = [
      parseResourceLine('Item aB:integer c:integer a:integer bC:integer unique=aB,c unique=a,bC'),
    ];
    await expect(creation({ resources })).rejects.toThrow(
      /two of its indexes would be called items_a_b_c_key/,
    );
  });

  it('are shown by info', async () => {
    const { stdout } = await plinth(box, ['info']);
    expect(stdout).toMatch(/unique together {2}name, day\n +index over {2}status, createdAt/);
  });
});
