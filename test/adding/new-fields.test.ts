import { beforeAll, describe, expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import { schemaOf } from '../covering/schema.js';
import { withClient } from '../support/database.js';
import { everyType } from './every-type.js';
import { databasesOfSuite } from './databases.js';
import { complaints, onDisk, subjectIn } from './on-disk.js';
import { changedPairs, creation, fieldAddition, type Files, filesOf } from './planning.js';

const base = ['title:string:max=200', 'body:text'];
const required = ['code:string:max=8', 'due:datetime', 'stage:enum=draft,sent', 'weight:float', 'facts:json'];
const backfill = [
  "code=o'clock",
  'due=2026-01-02T03:04:05Z',
  'stage=sent',
  'weight=0.00001',
  'facts={"a":[1]}',
];
const tagId = '00000000-0000-4000-8000-00000000000a';
const relations = [
  'main:belongsTo=Tag:inverse=articles',
  'parent:belongsTo=Article:optional:inverse=children',
  'twin:belongsTo=Tag:optional:unique:onDelete=cascade',
  'tags:manyToMany=Tag:inverse=tagged',
];
const fields = [...everyType, ...required, ...relations];
const given = [...backfill, `main=${tagId}`];

const tag = parseResource('Tag', ['name:string:unique'], { access: 'public' });
const article = (texts: readonly string[]) => parseResource('Article', texts, { access: 'public' });

describe.each(changedPairs)('fields added to a table with rows, on $http', (adapters) => {
  let before: Files;
  let after: Files;
  beforeAll(async () => {
    before = filesOf(await creation({ adapters, resources: [tag, article(base)] }));
    after = filesOf(await fieldAddition(before, 'Article', fields, { seconds: 60, backfill: given }));
  });

  it('type-check, lint, are formatted and pass the tests that came with them', () =>
    onDisk(after, async (folder) => {
      expect(await complaints(folder, 'tsc', '--noEmit')).toBe('');
      expect(await complaints(folder, 'oxlint', '--deny-warnings')).toBe('');
      expect(await complaints(folder, 'prettier', '--check', 'src', 'test')).toBe('');
      expect(await complaints(folder, 'vitest', 'run', 'test/articles')).toBe('');
    }));
});

describe('the migration of new fields', () => {
  const opened = databasesOfSuite();

  it('keeps the rows, agrees with the entities, and can be taken back', async () => {
    const [url, other] = [await opened(), await opened()];
    const before = filesOf(await creation({ resources: [tag, article(base)] }));
    const after = filesOf(await fieldAddition(before, 'Article', fields, { seconds: 60, backfill: given }));
    const inOneGo = filesOf(await creation({ resources: [tag, article([...base, ...fields])] }));
    await onDisk(before, (dir) => subjectIn(dir, url).migrate());
    const old = await schemaOf(url);
    const written = `INSERT INTO articles (title, body) SELECT 'Title ' || n, 'Body' FROM generate_series(1, 3) n`;
    await withClient(url, async (client) => {
      await client.query(`INSERT INTO tags (id, name) VALUES ('${tagId}', 'one')`);
      await client.query(written);
    });

    await onDisk(after, async (dir) => {
      const subject = subjectIn(dir, url, { fresh: false });
      await subject.node(['dist/database/migrate.js', 'up']);
      await subject.node(['dist/database/migrate.js', 'check']);
      const { rows } = await withClient(url, (client) =>
        client.query<Record<string, unknown>>('SELECT * FROM articles ORDER BY title'),
      );
      expect(rows.map(({ title }) => title)).toEqual(['Title 1', 'Title 2', 'Title 3']);
      expect(rows[0]).toMatchObject({
        subtitle: null,
        reading_time: 1,
        featured: false,
        status: 'draft',
        code: "o'clock",
        due: new Date('2026-01-02T03:04:05Z'),
        stage: 'sent',
        weight: 0.00001,
        facts: { a: [1] },
        main_id: tagId,
        parent_id: null,
      });
      await onDisk(inOneGo, (fresh) => subjectIn(fresh, other).migrate());
      expect(await schemaOf(url)).toEqual(await schemaOf(other));

      await subject.node(['dist/database/migrate.js', 'down']);
      expect(await schemaOf(url)).toEqual(old);
      await subject.node(['dist/database/migrate.js', 'up']);
      expect(await schemaOf(url)).toEqual(await schemaOf(other));
    });
  });
});
