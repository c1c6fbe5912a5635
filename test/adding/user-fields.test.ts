import { describe, expect, it } from 'vitest';
import { plannedSpec, specChange } from '../../src/cli/planning/applied-spec.js';
import { parseField, parseResource } from '../../src/resource/language/field-language.js';
import { userFieldsOfEveryType } from './every-type.js';
import {
  changedPairs,
  choices,
  creation,
  fieldAddition,
  fieldChange,
  fieldRemoval,
  fieldRename,
  type Files,
  filesOf,
  opened,
  resourceAddition,
  withoutHistory,
} from './planning.js';

const features = choices.filter(({ id }) => ['auth-jwt', 'openapi'].includes(id));
const post = parseResource('Post', ['title:string', 'author:belongsTo=User:inverse=posts']);

/** Some of each kind, to which another one is added. */
const usual = [
  'nick:string:max=40:unique',
  'badge:integer:unique:optional',
  'level:integer:default=1',
  'seen:datetime:readonly:optional',
];

const nameOf = (text: string): string => text.split(':')[0] ?? '';

describe.each(changedPairs)('on $http', (adapters) => {
  const known = new Map<string, Promise<Files>>();
  const created = (userFields: readonly string[]): Promise<Files> => {
    const key = userFields.join(' ');
    const files =
      known.get(key) ?? creation({ adapters, features, userFields, resources: [post] }).then(filesOf);
    known.set(key, files);
    return files;
  };

  describe.each([[[]], [usual]])('to a user with %o', (before) => {
    it.each(userFieldsOfEveryType)(
      'a field is added as if it had been there, and removed as if it had never been: %s',
      async (text) => {
        const [without, having] = [await created(before), await created([...before, text])];
        const added = await fieldAddition(without, 'User', [text], { seconds: 60 });
        expect(added.manual).toEqual([]);
        expect(withoutHistory(filesOf(added))).toEqual(withoutHistory(having));
        const removed = await fieldRemoval(having, 'User', [nameOf(text)], 60);
        expect(removed.manual).toEqual([]);
        expect(withoutHistory(filesOf(removed))).toEqual(withoutHistory(without));
      },
    );
  });

  it.each(usual)('a field is renamed as if it had been called so: %s', async (text) => {
    const renamed = usual.map((one) => (one === text ? `other${one}` : one));
    const plan = await fieldRename(await created(usual), 'User', [nameOf(text), `other${nameOf(text)}`], 60);
    expect(plan.manual).toEqual([]);
    expect(withoutHistory(filesOf(plan))).toEqual(withoutHistory(await created(renamed)));
  });

  it.each([
    ['nick:string:max=40:unique', { max: '60', notUnique: true }, 'nick:string:max=60'],
    ['nick:string:max=40:unique', { hidden: true }, 'nick:string:max=40:unique:hidden'],
    [
      'level:integer:default=1',
      { default: false, readonly: true, optional: true },
      'level:integer:optional:readonly',
    ],
    ['seen:datetime:readonly:optional', { notReadonly: true }, 'seen:datetime:optional'],
  ])('a field is changed as if it had been so: %s, %o', async (text, options, after) => {
    const plan = await fieldChange(await created(usual), 'User', nameOf(text), options, 60);
    const changed = usual.map((one) => (one === text ? after : one));
    expect(plan.manual).toEqual([]);
    expect(withoutHistory(filesOf(plan))).toEqual(withoutHistory(await created(changed)));
  });

  it('a spec adds, changes and removes fields in one go', async () => {
    const existing = await opened(await created(usual), 60);
    const wanted = ['badge:integer:unique:optional', 'level:integer:default=1:min=0', 'bio:text'];
    const spec = { userFields: wanted.map(parseField), resources: [post] };
    const change = specChange(spec, existing);
    expect(change.dropped).toEqual(['User.nick', 'User.seen']);
    const plan = await plannedSpec(change, ['User.bio=none'], existing);
    expect(plan.manual).toEqual([]);
    expect(withoutHistory(filesOf(plan))).toEqual(withoutHistory(await created(wanted)));
  });
});

describe('a user', () => {
  it('keeps what was written by hand, and says what uses a name that is gone', async () => {
    const files = new Map(filesOf(await creation({ features, userFields: ['bio:text:optional'] })));
    const path = 'src/modules/auth/auth.service.ts';
    const mine = (files.get(path) ?? '').replace(
      'async logoutAll',
      '/** Of user.bio nothing is kept. */\n  async logoutAll',
    );
    files.set(path, mine);
    const plan = await fieldRename(files, 'User', ['bio', 'about'], 60);
    expect(filesOf(plan).get(path)).toContain('Of user.bio nothing is kept.');
    expect(plan.manual.map((step) => step.path)).toEqual([path]);
  });

  it('is given no field that the other side of a relation has', async () => {
    const files = filesOf(await creation({ features, resources: [post] }));
    await expect(fieldAddition(files, 'User', ['posts:text:optional'])).rejects.toThrow(
      /In User, .*posts.* clashes with/,
    );
    const bio = filesOf(await creation({ features, userFields: ['bio:text:optional'] }));
    const other = parseResource('Post', ['title:string', 'author:belongsTo=User:inverse=bio']);
    await expect(resourceAddition(bio, other)).rejects.toThrow(/In User, .*bio.* clashes with/);
  });

  it('has an index of no name that a resource has', async () => {
    const resources = [parseResource('UsersItem', ['code:string:unique'])];
    const files = filesOf(await creation({ features, resources }));
    const wanted = 'itemsCode:string:unique:optional';
    const having = filesOf(await creation({ features, userFields: [wanted] }));
    await expect(resourceAddition(having, resources[0] ?? post)).rejects.toThrow(/users_items_code_key/);
    await expect(fieldAddition(files, 'User', [wanted])).rejects.toThrow(/users_items_code_key/);
    await expect(creation({ features, resources, userFields: [wanted] })).rejects.toThrow(
      /users_items_code_key/,
    );
  });

  it.each([
    ['posts:hasMany=Post', /no relations of its own/],
    ['role:string', /has "role" already/],
    ['passwordhash:string:hidden', /has "passwordHash" already/],
    ['slugged:slug=name', /is made from another field/],
    ['bio:text:searchable', /"searchable" is for lists/],
    ['level:integer:index', /"index" is for lists/],
    ['bio:string:sortable=false', /"sortable" is for lists/],
    ['plan:integer:unique:min=1:max=50', /would let no more people register/],
    ['nick:string:unique:pattern=[a-z]+', /cannot make enough values/],
  ])('is refused %s', async (text, reason) => {
    await expect(creation({ features, resources: [post], userFields: [text] })).rejects.toThrow(reason);
  });

  it('is refused where nobody signs in', async () => {
    await expect(creation({ userFields: ['bio:text'] })).rejects.toThrow('The project has no users');
  });
});
