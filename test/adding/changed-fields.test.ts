import { describe, expect, it } from 'vitest';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { withChecksRenamed } from '../../src/cli/planning/changed-checks.js';
import { type KindOfList, withListsRenamed } from '../../src/cli/planning/changed-lists.js';
import type { FieldList } from '../../src/resource/field-lists.js';
import type { RuleEdits } from '../../src/cli/planning/changed-rules.js';
import { handsOn } from '../projects/index.js';
import { syntaxErrors } from '../support/syntax.js';
import { blog, shownToAll, representative } from './blog.js';
import { leftToDo, lostAnywhere } from './hand-edited.js';
import { everyType } from './every-type.js';
import {
  changedPairs,
  choices,
  creation,
  fieldChange,
  fieldRemoval,
  fieldRename,
  type Files,
  filesOf,
  indexAddition,
  indexRemoval,
  rulesChange,
  withoutOrder,
} from './planning.js';
import { relations } from './relations.js';

/** The representative resources with one more field on one of them. */
const withField = (name: string, text: string): readonly ParsedResource[] =>
  representative.map((one) =>
    one.name === name ? { ...one, fields: [...one.fields, ...parseResource('Any', [text]).fields] } : one,
  );

const isFar = (text: string): boolean => /:has(?:Many|One)=/.test(text);

const removals = [...everyType.map((text) => ['Reading', text] as const), ...relations].filter(
  ([, text]) => !isFar(text),
);

/** A field before, the options of the command, and the field after. */
const edits: readonly (readonly [
  before: string,
  options: Readonly<Record<string, string | boolean>>,
  after: string,
])[] = [
  [
    'subtitle:string:optional:max=80:searchable',
    { max: '300', notSearchable: true },
    'subtitle:string:optional:max=300',
  ],
  ['subtitle:string:optional', { max: '5000' }, 'subtitle:string:optional:max=5000'],
  ['subtitle:string:optional', { required: true, backfill: 'none' }, 'subtitle:string'],
  ['subtitle:string', { optional: true, unique: true }, 'subtitle:string:optional:unique:max=255'],
  ['code:string:unique:max=20', { notUnique: true, notSortable: true }, 'code:string:max=20:sortable=false'],
  [
    'code:string:max=20',
    { pattern: '[A-Z]{3}', min: '3', default: 'ABC' },
    'code:string:min=3:max=20:pattern=[A-Z]{3}:default=ABC',
  ],
  [
    'code:string:min=3:max=20:default=ABC',
    { min: false, default: false, readonly: true, optional: true },
    'code:string:max=20:readonly:optional',
  ],
  ['sku:string:max=20:optional', { unique: true, lookup: true }, 'sku:string:max=20:optional:unique:lookup'],
  ['sku:string:max=20:unique:lookup', { notLookup: true }, 'sku:string:max=20:unique'],
  ['number:integer:unique:lookup', { type: 'bigint' }, 'number:bigint:unique:lookup'],
  ['sku:email:unique:lookup', { notUnique: true, notLookup: true }, 'sku:email'],
  ['note:text:optional', { hidden: true }, 'note:text:optional:hidden'],
  ['apiKey:string:hidden:max=60', { notHidden: true }, 'apiKey:string:max=60:hidden=false'],
  [
    'readingTime:integer:default=1:min=0:index',
    { notIndex: true, max: '10', default: '2' },
    'readingTime:integer:default=2:min=0:max=10',
  ],
  [
    'price:decimal:precision=8:scale=2',
    { precision: '12', scale: '3', min: '0' },
    'price:decimal:precision=12:scale=3:min=0',
  ],
  [
    'status:enum=draft,published:default=draft',
    { values: 'draft,published,archived' },
    'status:enum=draft,published,archived:default=draft',
  ],
  ['views:integer:min=0:default=5:index', { type: 'bigint' }, 'views:bigint:min=0:default=5:index'],
  [
    'views:integer:max=50:sortable=false',
    { type: 'float', max: '50.5' },
    'views:float:max=50.5:sortable=false',
  ],
  [
    'views:integer:min=-3:default=2:optional',
    { type: 'decimal', precision: '14', scale: '4' },
    'views:decimal:precision=14:scale=4:min=-3:default=2:optional',
  ],
  ['size:bigint:unique', { type: 'decimal', precision: '21' }, 'size:decimal:precision=21:unique'],
  ['subtitle:string:max=80:searchable', { type: 'text' }, 'subtitle:text:max=80:searchable'],
  [
    'subtitle:string:unique:optional',
    { type: 'text', notUnique: true, max: false },
    'subtitle:text:optional',
  ],
  ['contact:email:unique', { type: 'string' }, 'contact:string:unique'],
  ['link:url:optional', { type: 'string' }, 'link:string:optional:max=2048'],
  ['link:url:unique', { type: 'string', max: '650' }, 'link:string:unique:max=650'],
  ['ref:uuid:unique', { type: 'string' }, 'ref:string:unique'],
  ['at:date', { description: "When: ${it} 'is' `done`." }, "at:date:description=When\\: ${it} 'is' `done`."],
  [
    'code:string:hidden:optional:description=What it is:default=a\\:b',
    { description: false },
    'code:string:hidden:optional:default=a\\:b',
  ],
  [
    'opens:time:description=From when',
    { description: 'Since when', optional: true },
    'opens:time:optional:description=Since when',
  ],
  ['opens:time:unique', { type: 'string' }, 'opens:string:unique'],
  ['opens:time:optional', { type: 'text' }, 'opens:text:optional'],
  [
    'opens:time:min=06:00',
    { min: '07:30', max: '22:00', default: '08:00' },
    'opens:time:min=07:30:max=22:00:default=08:00',
  ],
  [
    'ref:uuid:default=00000000-0000-4000-8000-000000000000',
    { type: 'text' },
    'ref:text:default=00000000-0000-4000-8000-000000000000',
  ],
  ['status:enum=draft,sent:default=draft:sortable', { type: 'string' }, 'status:string:default=draft'],
  ['flag:boolean:default=false', { sortable: true, default: false }, 'flag:boolean:sortable'],
  ['tag:belongsTo=Tag:optional', { onDelete: 'cascade' }, 'tag:belongsTo=Tag:optional:onDelete=cascade'],
  [
    'tag:belongsTo=Tag:optional:inverse=readings',
    { unique: true },
    'tag:belongsTo=Tag:optional:unique:inverse=readings',
  ],
  ['tag:belongsTo=Tag:optional:inverse=readings', { inverse: false }, 'tag:belongsTo=Tag:optional'],
  [
    'reader:belongsTo=User:owner=false',
    { optional: true, inverse: 'read' },
    'reader:belongsTo=User:optional:inverse=read',
  ],
  ['visit:belongsTo=Visit', { optional: true }, 'visit:belongsTo=Visit:optional'],
];

const renames = representative.flatMap(({ name, fields }) =>
  fields.map((field) => [name, field.name] as const),
);

/** Rules of resources that others point at, and of those that have an owner. */
type OtherRules = RuleEdits & { readonly path?: string; readonly description?: string };
const rules: readonly (readonly [resource: string, edits: OtherRules])[] = [
  ['Tag', { access: 'read', allVisible: true }],
  ['Tag', { access: 'internal', allVisible: true }],
  ['Tag', { visible: { field: 'state', values: ['fresh'] } }],
  ['Post', { access: 'admin' }],
  ['Post', { access: 'private', allVisible: true }],
  ['Post', { allVisible: true }],
  ['Product', { access: 'admin', visible: { field: 'soldAt' } }],
  ['Post', { access: 'authenticated', softDelete: true }],
  ['Comment', { operations: ['list', 'get', 'create'] }],
  ['Product', { softDelete: true }],
  ['Product', { operations: ['get', 'create', 'delete'] }],
  ['Visit', { operations: ['list', 'get', 'create', 'replace', 'update', 'delete'], access: 'owner' }],
  ['Address', { access: 'owner', softDelete: true }],
  ['Bundle', { access: 'public' }],
  ['Hook', { softDelete: true }],
  ['Comment', { softDelete: false }],
  ['Post', { path: 'articles' }],
  ['Tag', { path: 'labels', access: 'internal', allVisible: true }],
  ['Post', { description: 'What `people` read: it\'s ${new} and \\s, "日本".' }],
];

/** A resource as it is written with other rules. */
function ruled({ visible, ...one }: ParsedResource, { allVisible, ...edits }: OtherRules): ParsedResource {
  return { ...one, ...(visible && allVisible !== true && { visible }), ...edits };
}

/** Lists of plain columns and of text, with and without the owner, of few values and many, where rows are kept and where they are not. */
const lists: readonly (readonly [resource: string, kind: KindOfList['kind'], list: FieldList])[] = [
  ['Product', 'indexes', ['state', 'stock', 'createdAt']],
  ['Product', 'unique', ['soldFrom', 'stock']],
  ['Post', 'unique', ['author', 'title']],
  ['Post', 'indexes', ['author', 'updatedAt']],
  ['Comment', 'unique', ['author', 'createdOn']],
  ['NewsSeries', 'unique', ['title', 'level']],
  ['AuditEntry', 'indexes', ['level', 'createdAt']],
  ['Hook', 'unique', ['level', 'flag']],
  ['Visit', 'unique', ['user', 'level']],
  ['Setting', 'unique', ['visit', 'label']],
];

/** The representative resources with fields that the lists need. */
const roomy = representative.map((one) => {
  const texts: Readonly<Record<string, readonly string[]>> = {
    Comment: ['createdOn:date'],
    NewsSeries: ['level:enum=a,b'],
    AuditEntry: ['level:enum=a,b'],
    Hook: ['level:integer:min=1:max=30', 'flag:boolean'],
    Visit: ['level:enum=a,b,c'],
  };
  return { ...one, fields: [...one.fields, ...parseResource('Any', texts[one.name] ?? []).fields] };
});

describe.each(changedPairs)('on $http', (adapters) => {
  const known = new Map<readonly ParsedResource[], Promise<Files>>();
  /** The same project is created once. */
  const created = (resources: readonly ParsedResource[]): Promise<Files> => {
    const files = known.get(resources) ?? creation({ adapters, features: choices, resources }).then(filesOf);
    if (resources === representative || resources === roomy) known.set(resources, files);
    return files;
  };

  it.each(removals)('a field is removed as if it had never been there: %s %s', async (name, text) => {
    const plan = await fieldRemoval(
      await created(withField(name, text)),
      name,
      [text.split(':')[0] ?? ''],
      60,
    );
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(representative)));
  });

  it.each(edits)('a field is changed as if it had been so: %s, %o', async (before, options, after) => {
    const [name = ''] = before.split(':');
    const plan = await fieldChange(await created(withField('Reading', before)), 'Reading', name, options, 60);
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(withField('Reading', after))));
  });

  it.each([
    ['at:date', { type: 'datetime' }, /no time zone/, /plinth remove field Reading at$/],
    ['at:datetime', { type: 'date' }, /which day it is/, /remove field/],
    ['at:time', { type: 'datetime' }, /no day and no time zone/, /As it is, time becomes string or text/],
    ['at:datetime', { type: 'time' }, /the day would be lost/, /remove field/],
    ['at:time:min=08:00', { type: 'string' }, /min="08:00:00" is not possible/, /whole number/],
    ['note:text', { type: 'string' }, /spaces at their ends/, /remove field/],
    ['price:decimal', { type: 'float' }, /every digit/, /remove field/],
    ['size:bigint', { type: 'float' }, /15 of its 19/, /becomes decimal\.$/],
    ['size:bigint', { type: 'integer' }, /integer instead of bigint/, /becomes decimal\.$/],
    ['size:bigint', { type: 'decimal' }, /up to 19 digits[^]*has 10 before the point/, /--precision 21/],
    ['views:integer', { type: 'decimal', precision: '8' }, /up to 10 digits[^]*6 before/, /--precision 12/],
    ['tag:belongsTo=Tag', { type: 'string' }, /string instead of belongsTo=Tag/, /remove field/],
    ['code:string:unique', { type: 'text' }, /text cannot have "unique"/, /Remove/],
  ] as const)(
    'a type that values would not fit is refused: %s, %o',
    async (before, options, what, remedy) => {
      const [name = ''] = before.split(':');
      const changed = fieldChange(await created(withField('Reading', before)), 'Reading', name, options, 60);
      await expect(changed).rejects.toMatchObject({
        message: expect.stringMatching(what),
        remedy: expect.stringMatching(remedy),
      });
    },
  );

  it('says what callers and a large table notice of another type', async () => {
    const views = await created(withField('Reading', 'views:integer'));
    const bigger = await fieldChange(views, 'Reading', 'views', { type: 'bigint' }, 60);
    expect(bigger.notes).toEqual([
      expect.stringMatching(/PostgreSQL writes the table readings anew, and nobody reads or writes it/),
      expect.stringMatching(/^"down" gives views its old type back; it fails/),
      expect.stringMatching(/^Reading\.views is text in JSON from now on/),
    ]);
    const title = await created(withField('Reading', 'label:string:max=80'));
    const longer = await fieldChange(title, 'Reading', 'label', { type: 'text' }, 60);
    expect(longer.notes).toEqual([
      expect.stringMatching(/^"down"/),
      expect.stringMatching(/^Lists are not filtered by Reading\.label any more/),
    ]);
  });

  it.each(rules)('a resource is changed as if it had been so: %s, %o', async (name, edits) => {
    const plan = await rulesChange(await created(representative), name, edits, 60);
    const more = representative.map((one) => (one.name === name ? ruled(one, edits) : one));
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(more)));
  });

  it.each(lists)(
    'a list is added as if it had been there, and removed as if not: %s, %s %o',
    async (name, kind, list) => {
      const start = await created(roomy);
      const more = roomy.map((one) =>
        one.name === name ? { ...one, [kind]: [...(one[kind] ?? []), list] } : one,
      );
      const added = await indexAddition(start, name, { kind, list }, 60);
      expect(added.manual).toEqual([]);
      expect(withoutOrder(filesOf(added))).toEqual(withoutOrder(await created(more)));
      const removed = await indexRemoval(filesOf(added), name, { kind, list }, 120);
      expect(removed.manual).toEqual([]);
      expect(withoutOrder(filesOf(removed))).toEqual(withoutOrder(start));
    },
  );

  it.each(renames)('a field is renamed as if it had been called so: %s.%s', async (name, from) => {
    const to = `other${from.charAt(0).toUpperCase()}${from.slice(1)}`;
    const renamed = representative.map((one) =>
      one.name !== name
        ? one
        : {
            ...withChecksRenamed(withListsRenamed(one, { from, to }), { from, to }),
            ...(one.visible?.field === from && { visible: { ...one.visible, field: to } }),
            fields: one.fields.map((field) => ({
              ...field,
              ...(field.name === from && { name: to }),
              ...('source' in field && field.source === from && { source: to }),
            })),
          },
    ) as readonly ParsedResource[];
    const plan = await fieldRename(await created(representative), name, [from, to], 60);
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(renamed)));
  });

  /** What no command may do to what was edited by hand. */
  function expectKept(generated: Files, before: Files, after: Files): void {
    const everything = [...generated.values()].join('\n');
    for (const [path, text] of before) {
      const now = after.get(path) ?? '';
      const gone = lostAnywhere(generated.get(path) ?? everything, text, now);
      expect([path, gone]).toEqual([path, []]);
      if (path.endsWith('.ts') && now !== text) expect([path, syntaxErrors(path, now)]).toEqual([path, []]);
      if (text.includes('\r\n')) expect([path, /[^\r]\n/.test(now)]).toEqual([path, false]);
    }
  }

  it.each(handsOn(adapters.http))('what was edited by hand stays: %s', async (name, hand) => {
    const generated = await blog(adapters, undefined, shownToAll);
    const before = await hand.apply(generated);
    const renamed = await fieldRename(before, 'Post', ['content', 'text'], 60);
    const changed = await fieldChange(filesOf(renamed), 'Post', 'title', { max: '300' }, 120);
    const removed = await fieldRemoval(filesOf(changed), 'Post', ['published'], 180);
    expectKept(generated, before, filesOf(removed));
    expect([name, [renamed, changed, removed].flatMap(leftToDo)]).toEqual([name, []]);
  });

  it.each(handsOn(adapters.http))(
    'what was edited by hand stays where hidden rows are shown: %s',
    async (_name, hand) => {
      const generated = await blog(adapters);
      const before = await hand.apply(generated);
      expectKept(generated, before, filesOf(await rulesChange(before, 'Post', { allVisible: true }, 60)));
    },
  );

  it.each(handsOn(adapters.http))('and where a type, a path and deletion change: %s', async (name, hand) => {
    const generated = await blog(adapters);
    const before = await hand.apply(generated);
    const retyped = await fieldChange(before, 'Post', 'title', { type: 'text' }, 60);
    const soft = await rulesChange(filesOf(retyped), 'Post', { softDelete: true }, 120);
    const hard = await rulesChange(filesOf(soft), 'Post', { softDelete: false }, 180);
    const moved = await rulesChange(filesOf(hard), 'Comment', { path: 'remarks' }, 240);
    expectKept(generated, before, filesOf(moved));
    expect([name, [retyped, soft, hard, moved].flatMap(leftToDo)]).toEqual([name, []]);
  });
});
