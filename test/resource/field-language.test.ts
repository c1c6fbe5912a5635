import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/errors.js';
import { parseField, parseResourceLine } from '../../src/resource/language/field-language.js';
import { fieldTypes, modifiersOf } from '../../src/resource/fields/field-types.js';
import { modifierNames } from '../../src/resource/fields/modifiers.js';
import { printField } from '../../src/resource/language/print-field.js';
import { caught } from './refused.js';

const plain = {
  kind: 'scalar',
  optional: false,
  unique: false,
  index: false,
  searchable: false,
  hidden: false,
  readonly: false,
} as const;

/** Sorted by without a word. */
const sorted = [
  'string',
  'email',
  'slug',
  'integer',
  'bigint',
  'float',
  'decimal',
  'date',
  'datetime',
  'time',
];

describe('a field', () => {
  it.each([
    ['title:string', { type: 'string', max: 255 }],
    ['title:string:max=200:searchable', { type: 'string', max: 200, searchable: true }],
    ['body:text:min=1:max=5000', { type: 'text', min: 1, max: 5000 }],
    ['mail:email:unique', { type: 'email', max: 254, unique: true }],
    ['home:url:optional', { type: 'url', max: 2048, optional: true }],
    ['home:url:unique', { type: 'url', max: 600, unique: true, sortable: true }],
    ['home:url:sortable', { type: 'url', max: 600, sortable: true }],
    ['home:url:max=669:sortable=true', { type: 'url', max: 669, sortable: true }],
    ['title:string:sortable=false', { type: 'string', max: 255, sortable: false }],
    ['title:string:max=669', { type: 'string', max: 669 }],
    ['title:string:max=670', { type: 'string', max: 670, sortable: false }],
    ['state:enum=a,b:sortable', { type: 'enum', values: ['a', 'b'], sortable: true }],
    ['code:uuid:index', { type: 'uuid', index: true, sortable: true }],
    ['path:slug=title', { type: 'slug', source: 'title', max: 255, unique: true, readonly: true }],
    ['stock:integer:min=0:max=10:default=5', { type: 'integer', min: 0, max: 10, default: 5 }],
    ['big:bigint:max=9223372036854775807', { type: 'bigint', max: '9223372036854775807' }],
    ['rate:float:default=1.5e3', { type: 'float', default: 1500 }],
    ['price:decimal', { type: 'decimal', precision: 12, scale: 2 }],
    [
      'price:decimal:precision=5:scale=3:min=-1:default=01.5',
      { type: 'decimal', precision: 5, scale: 3, min: '-1.000', default: '1.500' },
    ],
    ['on:boolean:default=false', { type: 'boolean', default: false }],
    ['day:date:min=2000-01-01', { type: 'date', min: '2000-01-01' }],
    ['opens:time', { type: 'time' }],
    [
      'opens:time:description=Hours: from 8:30:index',
      { type: 'time', description: 'Hours: from 8:30', index: true },
    ],
    [
      'opens:time:description= When it opens\\: 08:30 ',
      { type: 'time', description: 'When it opens: 08:30' },
    ],
    [
      'opens:time:description=a\\n "b" `${c}` \'d\':default=08:30',
      { type: 'time', description: 'a\\n "b" `${c}` \'d\'', default: '08:30:00' },
    ],
    ['opens:time:default=08:00', { type: 'time', default: '08:00:00' }],
    ['opens:time:default=08:00:15:optional', { type: 'time', default: '08:00:15', optional: true }],
    ['opens:time:default=08\\:00', { type: 'time', default: '08:00:00' }],
    [
      'opens:time:min=06:00:max=22:30:00:index',
      { type: 'time', min: '06:00:00', max: '22:30:00', index: true },
    ],
    ['opens:time:min=06\\:00:max=22\\:30', { type: 'time', min: '06:00:00', max: '22:30:00' }],
    ['at:datetime:min=2030-01-31T12:00:00Z', { type: 'datetime', min: '2030-01-31T12:00:00.000Z' }],
    ['at:datetime:default=now:readonly', { type: 'datetime', default: 'now', readonly: true }],
    [
      'at:datetime:default=2030-01-31T13:00:00+01:00',
      { type: 'datetime', default: '2030-01-31T12:00:00.000Z' },
    ],
    ['data:json:default={"a":1}', { type: 'json', default: '{"a":1}' }],
    [
      'state:enum=draft,published:default=draft',
      { type: 'enum', values: ['draft', 'published'], default: 'draft' },
    ],
    ['secret:string:hidden', { type: 'string', max: 255, hidden: true, sortable: false }],
    ['code:string:pattern=^[A-Z]{3}\\d$', { type: 'string', max: 255, pattern: '^[A-Z]{3}\\d$' }],
    ['code:string:pattern=(?\\:a|b)', { type: 'string', max: 255, pattern: '(?:a|b)' }],
    ['code:string:min=0:default=', { type: 'string', min: 0, max: 255, default: '' }],
    ['note:string:default= a  ', { type: 'string', max: 255, default: 'a' }],
    ['mail:email:default=Ann@Example.com', { type: 'email', max: 254, default: 'ann@example.com' }],
    ['data:json:default="x"', { type: 'json', default: '"x"' }],
    [
      'link:url:default=https://example.com:optional',
      { type: 'url', max: 2048, default: 'https://example.com', optional: true },
    ],
  ])('%s is read', (text, expected) =>
    expect(parseField(text)).toEqual({
      ...plain,
      name: text.split(':')[0],
      sortable: sorted.includes(expected.type),
      ...expected,
    }),
  );

  it.each([
    ['author:belongsTo=User', { kind: 'belongsTo', target: 'User', optional: false, unique: false }],
    [
      'user:belongsTo=User:owner=false',
      { kind: 'belongsTo', target: 'User', optional: false, unique: false, owner: false },
    ],
    [
      'author:belongsTo=User:owner:inverse=posts:onDelete=cascade',
      {
        kind: 'belongsTo',
        target: 'User',
        optional: false,
        unique: false,
        owner: true,
        inverse: 'posts',
        onDelete: 'cascade',
      },
    ],
    ['tags:manyToMany=Tag:inverse=posts', { kind: 'manyToMany', target: 'Tag', inverse: 'posts' }],
    ['comments:hasMany=Comment', { kind: 'hasMany', target: 'Comment', optional: false }],
    [
      'profile:hasOne=Profile:inverse=user',
      { kind: 'hasOne', target: 'Profile', optional: false, inverse: 'user' },
    ],
  ])('%s is read', (text, expected) =>
    expect(parseField(text)).toEqual({ name: text.split(':')[0], ...expected }),
  );

  it('never fails but with a UsageError, whatever the text', () => {
    const word = fc.constantFrom(
      ...fieldTypes,
      ...modifierNames,
      ':',
      '=',
      '\\',
      ',',
      'a',
      '1',
      '-',
      '"',
      '(',
      ' ',
    );
    const likely = fc.array(word, { maxLength: 12 }).map((words) => `name:${words.join('')}`);
    const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), likely);
    fc.assert(
      fc.property(anything, (text) => {
        const error = caught(() => parseField(text));
        return error === undefined || error instanceof UsageError;
      }),
      { numRuns: 2000 },
    );
  });

  it('can be printed and read again', () => {
    let read = 0;
    fc.assert(
      fc.property(written, (text) => {
        if (caught(() => parseField(text)) !== undefined) return;
        read += 1;
        const field = parseField(text);
        expect(parseField(printField(field))).toEqual(field);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});

const values: Readonly<Record<string, readonly string[]>> = {
  default: [
    '1',
    '-2.50',
    'true',
    'now',
    '2024-02-29',
    '2024-02-29T10:00:00Z',
    'a',
    '',
    'a\\',
    'x \\: y',
    '{"a":[1]}',
    'a@b.co',
    'http://x.y',
  ],
  min: ['0', '1', '2020-01-01'],
  max: ['600', '255', '9', '2030-01-01'],
  pattern: ['a*', '\\d+', '(?\\:a|\\\\)', 'a\\:b'],
  precision: ['12', '20'],
  scale: ['0', '2', '6'],
  onDelete: ['cascade', 'restrict', 'setNull'],
  inverse: ['others'],
};

const argument: Readonly<Record<string, string>> = {
  enum: '=a,b,true,1',
  slug: '=title',
  belongsTo: '=User',
  hasMany: '=User',
  hasOne: '=User',
  manyToMany: '=User',
};

const written = fc.constantFrom(...fieldTypes).chain((type) =>
  fc
    .subarray([...modifiersOf(type)], { maxLength: Math.min(3, modifiersOf(type).length) })
    .chain((names) =>
      fc.tuple(
        ...names.map((name) => {
          const choices = values[name];
          return choices === undefined
            ? fc.constant(name as string)
            : fc.constantFrom(...choices).map((value) => `${name}=${value}`);
        }),
      ),
    )
    .map((modifiers) => [`it:${type}${argument[type] ?? ''}`, ...modifiers].join(':')),
);

describe('a resource in one line', () => {
  it('has a name, fields and options', () => {
    const post = parseResourceLine(
      ' Post title:string  author:belongsTo=User access=owner softDelete tests=false ',
    );
    expect(post).toMatchObject({ name: 'Post', access: 'owner', softDelete: true, tests: false });
    expect(post.fields.map(printField)).toEqual(['title:string', 'author:belongsTo=User']);
  });

  it('leaves out what was not said', () => {
    expect(Object.keys(parseResourceLine('Post'))).toEqual(['name', 'fields']);
  });

  it('never fails but with a UsageError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const error = caught(() => parseResourceLine(text));
        return error === undefined || error instanceof UsageError;
      }),
    );
  });
});
