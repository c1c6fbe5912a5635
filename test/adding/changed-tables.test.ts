import { beforeAll, describe, expect, it } from 'vitest';
import { plannedSpec, specChange } from '../../src/cli/planning/applied-spec.js';
import type { KindOfList } from '../../src/cli/planning/changed-lists.js';
import type { FieldList, FieldLists } from '../../src/resource/field-lists.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { namelessSchemaOf as schemaOf } from '../covering/schema.js';
import { withClient } from '../support/database.js';
import { databasesOfSuite } from './databases.js';
import { onDisk, subjectIn } from './on-disk.js';
import {
  choices,
  creation,
  fieldAddition,
  fieldChange,
  fieldRemoval,
  fieldRename,
  type Files,
  filesOf,
  opened as projectOpened,
  resourceRemoval,
  resourceRename,
  indexAddition,
  indexRemoval,
  rulesChange,
} from './planning.js';

const tagId = '00000000-0000-4000-8000-00000000000a';
const tag = parseResource('Tag', ['name:string:unique'], { access: 'public' });
const before = [
  'title:string:max=200:unique',
  'body:text',
  'note:string:optional:max=80:searchable',
  'stage:enum=draft,sent:default=draft',
  'pages:integer:min=0:index',
  'price:decimal:precision=8:scale=2:optional',
  'main:belongsTo=Tag:inverse=articles',
  'twin:belongsTo=Tag:optional:unique:onDelete=cascade',
  'tags:manyToMany=Tag:inverse=tagged',
  'old:string:optional',
  'gone:manyToMany=Tag',
];
const after = [
  'headline:string:max=300',
  'body:text',
  'note:string:max=80:default=none',
  'stage:enum=draft,sent,read:default=sent',
  'sheets:integer:min=0:optional',
  'price:decimal:precision=10:scale=3:optional',
  'primary:belongsTo=Tag:inverse=articles:onDelete=cascade',
  'twin:belongsTo=Tag:optional:onDelete=cascade',
  'labels:manyToMany=Tag:inverse=tagged',
];

const listsBefore = {
  unique: [
    ['pages', 'main'],
    ['note', 'price'],
  ],
  indexes: [
    ['stage', 'createdAt'],
    ['main', 'pages', 'updatedAt'],
    ['old', 'stage'],
  ],
};
const listsAfter = {
  unique: [
    ['sheets', 'primary'],
    ['stage', 'headline'],
  ],
  indexes: [
    ['primary', 'sheets', 'updatedAt'],
    ['headline', 'createdAt'],
  ],
};

const article = (fields: readonly string[], softDelete: boolean, lists: FieldLists = {}) =>
  parseResource('Article', fields, { access: 'public', softDelete, ...lists });

const listed =
  (kind: KindOfList['kind'], list: FieldList): Change =>
  async (files, seconds) =>
    filesOf(await indexAddition(files, 'Article', { kind, list }, seconds));
const unlisted =
  (kind: KindOfList['kind'], list: FieldList): Change =>
  async (files, seconds) =>
    filesOf(await indexRemoval(files, 'Article', { kind, list }, seconds));

type Change = (files: Files, seconds: number) => Promise<Files>;

const renamed =
  (from: string, to: string): Change =>
  async (files, seconds) =>
    filesOf(await fieldRename(files, 'Article', [from, to], seconds));
const changed =
  (field: string, options: Readonly<Record<string, string | boolean>>): Change =>
  async (files, seconds) =>
    filesOf(await fieldChange(files, 'Article', field, options, seconds));

const changes: readonly Change[] = [
  renamed('title', 'headline'),
  changed('headline', { max: '300', notUnique: true }),
  changed('note', { required: true, notSearchable: true, backfill: 'none', default: 'none' }),
  changed('stage', { values: 'draft,sent,read', default: 'sent' }),
  renamed('pages', 'sheets'),
  changed('sheets', { notIndex: true, optional: true }),
  changed('price', { precision: '10', scale: '3' }),
  renamed('main', 'primary'),
  changed('primary', { onDelete: 'cascade' }),
  changed('twin', { notUnique: true }),
  renamed('tags', 'labels'),
  listed('unique', ['stage', 'headline']),
  listed('indexes', ['headline', 'createdAt']),
  unlisted('unique', ['note', 'price']),
  unlisted('indexes', ['stage', 'createdAt']),
  async (files, seconds) => filesOf(await fieldRemoval(files, 'Article', ['old', 'gone'], seconds)),
];

/** Deleted rows are kept from then on. */
const softly: Change = async (files, seconds) =>
  filesOf(await rulesChange(files, 'Article', { softDelete: true }, seconds));

const rows = `
  INSERT INTO tags (id, name) VALUES ('${tagId}', 'one');
  INSERT INTO articles (title, body, note, pages, price, main_id, old)
    SELECT 'Title ' || n, 'Body', CASE n WHEN 1 THEN 'mine' END, n, n + 0.25, '${tagId}', 'old ' || n
    FROM generate_series(1, 3) n;
  INSERT INTO article_tags (article_id, tag_id) SELECT id, '${tagId}' FROM articles;`;

describe('the migrations of changed fields', () => {
  const open = databasesOfSuite();
  /** Two for all tests: the first migration of each empties them. */
  let url: string;
  let other: string;
  beforeAll(async () => {
    [url, other] = [await open(), await open()];
  });

  interface Proof {
    /** The project before, the rows in its tables, and the project that is like it afterwards. */
    readonly start: Files;
    readonly rows: string;
    readonly inOneGo: Files;
    /** The project afterwards, with how many migrations more. */
    readonly files: Files;
    readonly migrations: number;
    /** What is read afterwards. */
    readonly query: string;
    readonly found: readonly object[];
    /** What has to go for the columns to come back. */
    readonly emptied?: string;
  }

  /** The rows stay, the tables are those of one go and agree with the entities, and all can be taken back and done again. */
  async function holds({ start, rows: own, inOneGo, files, ...proof }: Proof): Promise<void> {
    await onDisk(start, (dir) => subjectIn(dir, url).migrate());
    const old = await schemaOf(url);
    await withClient(url, (client) => client.query(own));
    await onDisk(inOneGo, (fresh) => subjectIn(fresh, other).migrate());
    const wanted = await schemaOf(other);
    await onDisk(files, async (dir) => {
      const subject = subjectIn(dir, url, { fresh: false });
      const migrate = (how: 'up' | 'check') => subject.node(['dist/database/migrate.js', how]);
      await migrate('up');
      await migrate('check');
      expect(await schemaOf(url)).toEqual(wanted);
      const { rows: found } = await withClient(url, (client) => client.query<object>(proof.query));
      expect(found).toEqual(proof.found);
      if (proof.emptied !== undefined) await withClient(url, (client) => client.query(proof.emptied ?? ''));
      await subject.migrateDown({ count: proof.migrations });
      expect(await schemaOf(url)).toEqual(old);
      await migrate('up');
      expect(await schemaOf(url)).toEqual(wanted);
    });
  }

  it.each([false, true])(
    'keep the rows, agree with the entities, and can be taken back: deleted rows kept from the start %s',
    async (soft) => {
      const start = filesOf(await creation({ resources: [tag, article(before, soft, listsBefore)] }));
      let files = start;
      const all = soft ? changes : [...changes, softly];
      for (const [index, change] of all.entries()) files = await change(files, (index + 1) * 60);
      const same = { primary_id: tagId, labels: 1 };
      await holds({
        start,
        rows,
        inOneGo: filesOf(await creation({ resources: [tag, article(after, true, listsAfter)] })),
        files,
        migrations: all.length,
        query: `SELECT headline, note, sheets, price, primary_id, (SELECT count(*)::int FROM article_labels WHERE article_id = a.id) AS labels
           FROM articles a ORDER BY headline`,
        found: [
          { headline: 'Title 1', note: 'mine', sheets: 1, price: '1.250', ...same },
          { headline: 'Title 2', note: 'none', sheets: 2, price: '2.250', ...same },
          { headline: 'Title 3', note: 'none', sheets: 3, price: '3.250', ...same },
        ],
      });
    },
  );

  it('drop the table of a removed resource, with what points at it, and make it again', async () => {
    const kept = before.filter((text) => !text.includes('=Tag'));
    const start = filesOf(await creation({ resources: [tag, article(before, false, listsBefore)] }));
    const lists = {
      unique: [['note', 'price']],
      indexes: [
        ['stage', 'createdAt'],
        ['old', 'stage'],
      ],
    };
    await holds({
      start,
      rows,
      inOneGo: filesOf(await creation({ resources: [article(kept, false, lists)] })),
      files: filesOf(await resourceRemoval(start, 'Tag', 60)),
      migrations: 1,
      query: 'SELECT title FROM articles ORDER BY title',
      found: [{ title: 'Title 1' }, { title: 'Title 2' }, { title: 'Title 3' }],
      emptied: 'DELETE FROM articles',
    });
  });

  it('rename tables, join tables and all that is called after them', async () => {
    const start = filesOf(await creation({ resources: [tag, article(before, true, listsBefore)] }));
    const story = filesOf(await resourceRename(start, ['Article', 'Story'], 60));
    const fields = before.map((text) => text.replace('=Tag', '=Label'));
    const resources = [
      { ...tag, name: 'Label' },
      parseResource('Story', fields, { access: 'public', softDelete: true, ...listsBefore }),
    ];
    await holds({
      start,
      rows,
      inOneGo: filesOf(await creation({ resources })),
      files: filesOf(await resourceRename(story, ['Tag', 'Label'], 120)),
      migrations: 2,
      query: 'SELECT (SELECT count(*) FROM stories)::int + (SELECT count(*) FROM story_tags)::int AS n',
      found: [{ n: 6 }],
    });
  });

  it('change the columns of users, whose rows stay', async () => {
    const features = choices.filter(({ id }) => id === 'auth-jwt');
    const same = ['badge:integer:optional:unique', 'level:integer:default=1:min=0'];
    const userFields = ['nick:string:max=40', ...same, 'old:string:optional:unique'];
    const wanted = ['alias:string:max=20:optional:unique', ...same, 'plan:enum=free,paid'];
    const start = filesOf(await creation({ features, userFields }));
    let files = filesOf(await fieldRename(start, 'User', ['nick', 'alias'], 60));
    const options = { max: '20', optional: true, unique: true };
    files = filesOf(await fieldChange(files, 'User', 'alias', options, 120));
    files = filesOf(await fieldRemoval(files, 'User', ['old'], 180));
    const added = await fieldAddition(files, 'User', ['plan:enum=free,paid'], {
      seconds: 240,
      backfill: ['plan=free'],
    });
    await holds({
      start,
      rows: `INSERT INTO users (email, name, password_hash, nick, old) VALUES ('a@example.com', 'A', 'x', 'al', 'o')`,
      inOneGo: filesOf(await creation({ features, userFields: wanted })),
      files: filesOf(added),
      migrations: 4,
      query: 'SELECT alias, level, plan FROM users',
      found: [{ alias: 'al', level: 1, plan: 'free' }],
    });
  });

  const typed = [
    'title:string:max=200',
    'views:integer:min=0:default=5:index',
    'score:integer:optional',
    'ratio:integer:sortable=false',
    'size:bigint:unique',
    'note:string:optional:max=80:searchable',
    'contact:email:unique',
    'link:url:optional',
    'ref:uuid:default=00000000-0000-4000-8000-000000000000',
    'status:enum=draft,sent:default=draft:sortable',
    'slug:slug=title',
    'opens:time:default=08:30:sortable=false',
  ];
  const retyped = [
    'title:text:max=200',
    'views:bigint:min=0:default=5:index',
    'score:decimal:optional',
    'ratio:float:sortable=false',
    'size:decimal:precision=21:unique',
    'note:text:optional:max=80:searchable',
    'contact:string:unique',
    'link:string:optional:max=2048',
    'ref:string:default=00000000-0000-4000-8000-000000000000',
    'status:string:default=draft',
    'slug:string',
    'opens:string:default=08\\:30\\:00:sortable=false',
  ];
  const typeChanges: readonly Change[] = [
    changed('slug', { type: 'string' }),
    changed('title', { type: 'text' }),
    changed('views', { type: 'bigint' }),
    changed('score', { type: 'decimal' }),
    changed('ratio', { type: 'float' }),
    changed('size', { type: 'decimal', precision: '21' }),
    changed('note', { type: 'text' }),
    changed('contact', { type: 'string' }),
    changed('link', { type: 'string' }),
    changed('ref', { type: 'string' }),
    changed('status', { type: 'string' }),
    changed('opens', { type: 'string' }),
  ];
  const typedRows = `INSERT INTO articles (title, score, ratio, size, contact, slug)
    VALUES ('One', 2147483647, -2147483648, 9223372036854775807, 'a@example.com', 'one')`;

  it.each([false, true])('change types where every value stays: deleted rows kept %s', async (soft) => {
    const start = filesOf(await creation({ resources: [tag, article(typed, soft)] }));
    let files = start;
    for (const [index, change] of typeChanges.entries()) files = await change(files, (index + 1) * 60);
    await holds({
      start,
      rows: typedRows,
      inOneGo: filesOf(await creation({ resources: [tag, article(retyped, soft)] })),
      files,
      // A url of that length has the column that it has as a string.
      migrations: typeChanges.length - 1,
      query: 'SELECT title, views, score, ratio, size, contact, ref, status, slug, opens FROM articles',
      found: [
        {
          title: 'One',
          views: '5',
          score: '2147483647.00',
          ratio: -2147483648,
          size: '9223372036854775807.00',
          contact: 'a@example.com',
          ref: '00000000-0000-4000-8000-000000000000',
          status: 'draft',
          slug: 'one',
          opens: '08:30:00',
        },
      ],
    });
  });

  it.each([
    ['score', 'decimal', '1.5', '22P02'],
    ['ratio', 'float', '1.5', '22P02'],
    ['views', 'bigint', '2147483648', '22003'],
    ['ref', 'string', "'none'", '22P02'],
    ['status', 'string', "'gone'", '23514'],
    ['opens', 'string', "'08:30:00.5'", '22007'],
    ['opens', 'string', "'08:30:00+02'", '22007'],
    ['opens', 'string', "'24:00:00'", '23514'],
  ])(
    'do not go back, nor round, while a value does not fit: %s as %s is %s',
    async (field, type, value, code) => {
      const start = filesOf(await creation({ resources: [tag, article(typed, false)] }));
      const files = await changed(field, { type })(start, 60);
      await onDisk(files, async (dir) => {
        const subject = subjectIn(dir, url);
        await subject.migrate();
        await withClient(url, (client) => client.query(typedRows));
        await withClient(url, (client) => client.query(`UPDATE articles SET ${field} = ${value}`));
        const before = await schemaOf(url);
        await expect(subject.migrateDown({ count: 1 })).rejects.toThrow(`code: '${code}'`);
        expect(await schemaOf(url)).toEqual(before);
      });
    },
  );

  it('delete for good what was deleted softly, with what points at it, and nothing else', async () => {
    const kept = (name: string, ...fields: string[]) =>
      parseResource(name, fields, { access: 'public', softDelete: true });
    const node = kept('Node', 'name:string:unique', 'parent:belongsTo=Node:optional:onDelete=restrict');
    const twig = kept('Twig', 'name:string', 'node:belongsTo=Node');
    const vein = kept('Vein', 'name:string', 'twig:belongsTo=Twig:onDelete=cascade');
    const drop = kept('Drop', 'name:string', 'vein:belongsTo=Vein:unique', 'node:belongsTo=Node:optional');
    const resources = [node, twig, vein, drop];
    const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const start = filesOf(await creation({ resources }));
    await holds({
      start,
      // Of each the first is there, the others are deleted; the last drop only loses its node.
      rows: `
        INSERT INTO nodes (id, name, parent_id, deleted_at) VALUES ('${id(1)}', 'one', null, null), ('${id(2)}', 'two', null, now()), ('${id(3)}', 'two', '${id(2)}', now());
        INSERT INTO twigs (id, name, node_id, deleted_at) VALUES ('${id(1)}', 'one', '${id(1)}', null), ('${id(2)}', 'two', '${id(3)}', now()), ('${id(3)}', 'three', '${id(1)}', now());
        INSERT INTO veins (id, name, twig_id, deleted_at) VALUES ('${id(1)}', 'one', '${id(1)}', null), ('${id(2)}', 'two', '${id(2)}', now());
        INSERT INTO drops (id, name, vein_id, node_id, deleted_at) VALUES ('${id(1)}', 'one', '${id(1)}', '${id(1)}', null), ('${id(2)}', 'two', '${id(2)}', null, now()), ('${id(3)}', 'three', '${id(1)}', '${id(2)}', now());`,
      inOneGo: filesOf(await creation({ resources: [{ ...node, softDelete: false }, twig, vein, drop] })),
      files: filesOf(await rulesChange(start, 'Node', { softDelete: false }, 60)),
      migrations: 1,
      query: `SELECT (SELECT string_agg(name, ',' ORDER BY name) FROM nodes) AS nodes, (SELECT string_agg(name, ',' ORDER BY name) FROM twigs) AS twigs,
        (SELECT string_agg(name, ',' ORDER BY name) FROM veins) AS veins, (SELECT string_agg(name, ',' ORDER BY name) FROM drops) AS drops,
        (SELECT node_id FROM drops WHERE name = 'three') AS gone`,
      found: [{ nodes: 'one', twigs: 'one,three', veins: 'one', drops: 'one,three', gone: null }],
    });
  });

  it('delete softly deleted rows of several tables that say so together, whichever comes first', async () => {
    const a = parseResource('Alpha', ['name:string', 'beta:belongsTo=Beta'], {
      access: 'public',
      softDelete: true,
    });
    const b = parseResource('Beta', ['name:string:unique'], { access: 'public', softDelete: true });
    const start = filesOf(await creation({ resources: [b, a] }));
    const inOneGo = [
      { ...b, softDelete: false },
      { ...a, softDelete: false },
    ];
    const existing = await projectOpened(start, 60);
    await holds({
      start,
      rows: `INSERT INTO betas (name, deleted_at) VALUES ('x', now()), ('y', null);
        INSERT INTO alphas (name, beta_id, deleted_at) SELECT 'of ' || name, id, deleted_at FROM betas`,
      inOneGo: filesOf(await creation({ resources: inOneGo })),
      files: filesOf(await plannedSpec(specChange({ resources: inOneGo }, existing), [], existing)),
      migrations: 1,
      query: 'SELECT b.name, a.name AS own FROM betas b LEFT JOIN alphas a ON a.beta_id = b.id',
      found: [{ name: 'y', own: 'of y' }],
    });
  });

  it('drop tables that point at each other', async () => {
    const team = parseResource('Team', ['name:string', 'captain:belongsTo=Player:optional']);
    const player = parseResource('Player', ['name:string', 'team:belongsTo=Team', 'friends:manyToMany=Team']);
    const start = filesOf(await creation({ resources: [tag, team, player] }));
    const existing = await projectOpened(start, 60);
    const change = specChange({ resources: [tag] }, existing);
    expect(change.dropped).toEqual(['Player', 'Team']);
    await holds({
      start,
      rows: `INSERT INTO tags (id, name) VALUES ('${tagId}', 'one')`,
      inOneGo: filesOf(await creation({ resources: [tag] })),
      files: filesOf(await plannedSpec(change, [], existing)),
      migrations: 1,
      query: 'SELECT name FROM tags',
      found: [{ name: 'one' }],
    });
  });
});
