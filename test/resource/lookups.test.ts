import { describe, expect, it } from 'vitest';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { resolveProfile } from '../../src/resource/graph/profile.js';
import { parseField, parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf, printField } from '../../src/resource/language/print-field.js';
import { lookupsOf } from '../../src/resource/lookups.js';
import type { Resource, ScalarField } from '../../src/resource/model.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { refused } from './refused.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };
const resolvedFrom = (...lines: readonly string[]): readonly Resource[] =>
  resolveResources(lines.map(parseResourceLine), context);

describe('a field that a row is found by', () => {
  it.each([
    'slug:slug=title:lookup',
    'sku:string:optional:unique:lookup:max=64',
    'contact:email:unique:lookup',
    'link:url:unique:lookup',
    'ref:uuid:unique:lookup',
    'number:integer:unique:lookup',
    'account:bigint:unique:lookup',
    'day:date:unique:lookup',
  ])('is written and read again: %s', (text) => {
    expect(parseField(text)).toMatchObject({ lookup: true, unique: true });
    expect(printField(parseField(text))).toBe(text);
  });

  it('is none where a manifest says false', () => {
    const [post] = resolvedFrom('Post sku:string:unique:lookup');
    const written = { ...post?.fields[0], lookup: false } as unknown as ScalarField;
    expect(lookupsOf(post?.fields ?? [])).toHaveLength(1);
    expect(lookupsOf([written])).toEqual([]);
  });

  it('stands in a spec file', () => {
    const [one] = resolvedFrom('Post title:string slug:slug=title:lookup');
    const text = specText({ resources: one ? [parsedOf(one)] : [] });
    expect(text).toContain('slug: slug=title:lookup');
    expect(parseSpec(text, 'again.yaml').resources[0]?.fields[1]).toMatchObject({ lookup: true });
  });

  it.each([
    ['sku:string:lookup', /several rows/, /Add "unique"/],
    ['sku:string:unique:hidden:lookup', /show what is "hidden"/, /Remove "lookup" or "hidden"/],
    ['sku:string:unique:min=0:lookup', /may be empty/, /Remove "min" or "lookup"/],
    ['price:decimal:unique:lookup', /decimal cannot have "lookup", 1\.5 and 1\.50/, /it is for string/],
    ['ratio:float:unique:lookup', /float cannot have "lookup"/, /it is for string/],
    ['at:datetime:unique:lookup', /datetime cannot have "lookup"/, /it is for string/],
    ['body:text:lookup', /text cannot have "lookup"/, /it is for string/],
    ['post:belongsTo=Post:unique:lookup', /belongsTo cannot have "lookup"/, /it is for string/],
    ['sku:string:unique:lookup=false', /"lookup" takes no value/, /alone/],
  ])('is refused as %s', (text, what, remedy) => refused(() => parseField(text), what, remedy));

  it.each([
    [
      'without get',
      ['Post sku:string:unique:lookup operations=list,create'],
      /no operation "get"/,
      /--not-lookup/,
    ],
    [
      'where an action is called so',
      ['Post sku:string:unique:lookup action=getBySku'],
      /getBySku" is called like the lookup by sku/,
      /another name/,
    ],
    [
      'where another resource has an operation of its name',
      ['Post sku:string:unique:lookup', 'PostBySku title:string'],
      /getPostBySku in the API document/,
      /another name/,
    ],
    [
      'where an action of another one is called so',
      ['Post sku:string:unique:lookup', 'Sku title:string action=getPostBy'],
      /getPostBySku in the API document/,
      /another name/,
    ],
  ])('is refused %s', (_, lines, what, remedy) => refused(() => resolvedFrom(...lines), what, remedy));

  it('is refused where it is there already, and another resource comes', () => {
    const [post] = resolvedFrom('Post sku:string:unique:lookup');
    const entities = new Map([
      ...context.entities,
      [
        'Post',
        {
          name: 'Post',
          table: 'posts',
          path: 'src/modules/posts/post.entity.ts',
          isUser: false,
          ...(post && { resource: post }),
        },
      ] as const,
    ]);
    const add = () =>
      resolveResources([parseResourceLine('PostBySku title:string')], { ...context, entities });
    refused(add, /getPostBySku in the API document is taken by the existing Post/, /another name/);
  });

  it('is no field of users', () =>
    refused(
      () => resolveProfile([parseField('badge:string:unique:lookup')], context),
      /"lookup" is for resources/,
      /Remove "lookup"/,
    ));
});
