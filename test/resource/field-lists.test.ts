import { describe, expect, it } from 'vitest';
import { checked } from '../../src/core/manifest-shape.js';
import { addResourceWords, resourceLine } from '../../src/cli/output/command-line.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import type { Resource } from '../../src/resource/model.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { refused } from './refused.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };
const resolved = (line: string): Resource | undefined =>
  resolveResources([parseResourceLine('Order number:string'), parseResourceLine(line)], context).find(
    ({ name }) => name === 'Item',
  );

const fields = [
  ...['name:string', 'status:enum=draft,sent', 'day:date', 'amount:integer', 'code:string:unique'],
  ...['isOpen:boolean', 'long:text', 'brief:text:max=100', 'data:json', 'small:integer:min=1:max=5'],
  ...['low:integer:min=1:max=30', 'high:integer:min=1:max=30', 'set:string:readonly:optional'],
  ...['fixed:integer:readonly:default=1', 'wide:string:max=400', 'broad:string:max=400'],
  ...['order:belongsTo=Order', 'only:belongsTo=Order:unique', 'orders:manyToMany=Order'],
].join(' ');
const item = (lists: string): Resource | undefined => resolved(`Item ${fields} ${lists}`);

const spec = (lists: string) =>
  parseSpec(`resources:\n  Post:\n    ${lists}\n    fields: { title: string, day: date }`, 'plinth.yaml');

describe('fields that are unique together, and indexes over several', () => {
  it('are written in a line, with flags and in a spec file, and read again', () => {
    const found = item('unique=order,day unique=name,amount index=status,createdAt index=createdAt,status');
    const unique = [
      ['order', 'day'],
      ['name', 'amount'],
    ];
    const indexes = [
      ['status', 'createdAt'],
      ['createdAt', 'status'],
    ];
    expect(found).toMatchObject({ unique, indexes });
    const parsed = found && parsedOf(found);
    if (parsed === undefined) throw new Error('There is no resource.');
    const text = specText({ resources: [parsed] });
    expect(text).toMatch(/^ {4}unique:\n {6}- \[order, day\]\n {6}- \[name, amount\]\n {4}indexes:$/m);
    expect(parseSpec(text, 'again.yaml').resources[0]).toMatchObject({ unique, indexes });
    expect(parseResourceLine(resourceLine(parsed))).toMatchObject({ unique, indexes });
    expect(addResourceWords(parsed)).toEqual(
      expect.arrayContaining(['--unique', 'order,day', '--index', 'status,createdAt']),
    );
  });

  it('are not there where there are none', () => {
    expect(Object.keys(item('') ?? {})).not.toEqual(expect.arrayContaining(['unique']));
    expect(Object.keys(spec('unique: []').resources[0] ?? {})).toEqual(['name', 'fields']);
  });

  it.each(['unique=set,isOpen', 'unique=low,small', 'unique=order,isOpen', 'index=isOpen,small,low'])(
    'may be: %s',
    (list) => expect(item(list)).toBeDefined(),
  );

  it.each([
    ['unique=name', /"name" has one field only/, /the field itself says it: name:string:unique/],
    ['index=name', /"name" has one field only/, /name:string:index/],
    ['unique=', /has one field only/, /two or more/],
    ['unique=name,name', /"name,name" names "name" twice/, /Keep one/],
    ['unique=name,day unique=day,name', /"day,name" is there twice/, /Keep one/],
    ['index=name,day index=name,day', /"name,day" is there twice/, /Keep one/],
    [
      `index=${Array.from({ length: 33 }, (_, at) => `f${at}`).join(',')}`,
      /has 33 fields, and PostgreSQL has no index over more than 32/,
      /Leave some out/,
    ],
    ['unique=name,dai', /names "dai", which is no field/, /Did you mean "day"\? Use some of name, status/],
    ['unique=orderId,day', /names "orderId"/, /Did you mean "order"/],
    ['index=status,createdat', /names "createdat"/, /createdAt, updatedAt/],
    ['unique=name,createdAt', /createdAt, which is another for nearly every row/, /Leave createdAt out/],
    ['index=name,orders', /"orders", which is manyToMany: it has no column/, /Leave orders out/],
    ['index=name,data', /"data", which is json: no index/, /Leave data out/],
    ['index=name,long', /name,long may be too long together/, /smaller max=/],
    ['unique=wide,broad', /wide,broad may be too long together/, /leave one out/],
    ['unique=code,day', /says nothing more: code is unique by itself/, /Remove the list/],
    ['unique=only,day', /says nothing more: only is unique by itself/, /Remove the list/],
    [
      'unique=name,day unique=name,day,amount',
      /"name,day,amount" says nothing more: "name,day" is/,
      /Remove/,
    ],
    ['unique=isOpen,status', /allows 4 rows and no more/, /at least 20 combinations/],
    ['unique=fixed,isOpen', /allows 2 rows/, /at least 20/],
    [
      'unique=low,small unique=small,high',
      /both have few combinations of values, and share a field/,
      /more values/,
    ],
    ['unique=name,day index=name,day', /is there already: what is unique together has an index/, /Remove it/],
  ])('are refused as %s', (lists, what, remedy) => refused(() => item(lists), what, remedy));

  it('may have a field that is fixed beside one of many values, and the owner beside few', () => {
    expect(item('unique=fixed,day')).toBeDefined();
    expect(resolved('Item user:belongsTo=User kind:enum=a,b access=owner unique=user,kind')).toBeDefined();
  });

  it('are over texts of which all fit', () => {
    expect(resolved('Item a:string:max=333 b:string:max=333 unique=a,b')).toBeDefined();
    refused(() => resolved('Item a:string:max=340 b:string:max=340 unique=a,b'), /too long together/, /max=/);
  });

  it.each([
    [
      'unique: title',
      /:3:13: "resources\.Post\.unique" must be a list, not "title"/,
      /\[\[order, product\]\]/,
    ],
    [
      'unique: [title, day]',
      /:3:14: "resources\.Post\.unique\.0" must be a list, not "title"/,
      /lists of fields/,
    ],
    ['indexes: [[title]]', /:3:5: The list "title" has one field only/, /title:string:index/],
    ['unique: [[]]', /:3:5: The list "" has no field/, /Name two/],
    ['unique: [[title, 1]]', /"resources\.Post\.unique\.0\.1" must be text, not 1/, /lists of fields/],
    ['index: [[title, day]]', /no key "index"/, /Did you mean "indexes"/],
  ])('as %s in a spec file are refused', (text, what, remedy) => refused(() => spec(text), what, remedy));

  it('are looked at in a manifest', () => {
    const manifest = (lists: object) =>
      JSON.stringify({
        ...{ plinth: '0', name: 'a', framework: 'express', database: 'postgres', packageManager: 'npm' },
        features: {},
        resources: { Item: { ...item('unique=order,day'), ...lists } },
      });
    expect(checked(manifest({}), 'manifest.json').resources?.['Item']?.unique).toEqual([['order', 'day']]);
    expect(() => checked(manifest({ indexes: [['a', 1]] }), 'manifest.json')).toThrow(
      /"resources\.Item\.indexes\.0\.1" in manifest\.json must be a string/,
    );
  });
});
