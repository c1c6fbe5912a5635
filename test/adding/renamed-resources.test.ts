import { describe, expect, it } from 'vitest';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { representative } from './blog.js';
import {
  adapterPairs,
  choices,
  creation,
  type Files,
  filesOf,
  resourceRename,
  withoutOrder,
} from './planning.js';

/** The representative resources with one called something else. */
const called = (from: string, to: string): readonly ParsedResource[] =>
  representative.map((one) => ({
    ...one,
    name: one.name === from ? to : one.name,
    fields: one.fields.map((field) =>
      field.kind !== 'scalar' && field.target === from ? { ...field, target: to } : field,
    ),
  }));

/** Names that the code of a resource uses itself, irregular plurals, other articles, more words and fewer. */
const names: readonly (readonly [string, string])[] = [
  ...representative.map(({ name }) => [name, `Other${name}`] as const),
  ['Tag', 'Page'],
  ['Post', 'Entry'],
  ['Comment', 'News'],
  ['Product', 'Order'],
  ['NewsSeries', 'Index'],
  ['AuditEntry', 'Log'],
  ['Address', 'HomeAddress'],
  ['Visit', 'Post2'],
];

describe.each(adapterPairs)('a resource is renamed: $http', (adapters) => {
  const created = async (resources: readonly ParsedResource[]): Promise<Files> =>
    filesOf(await creation({ adapters, features: choices, resources }));

  it.each(names)('as if it had been called so: %s, %s', async (name, to) => {
    const plan = await resourceRename(await created(representative), [name, to], 60);
    expect(plan.manual).toEqual([]);
    const expected = await created(called(name, to));
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(expected));
    const list = 'src/database/data-source.ts';
    const entities = (files: Files): readonly string[] =>
      (files.get(list) ?? '').split('\n').filter((line) => !/\d{13}/.test(line));
    expect(entities(filesOf(plan)).toSorted()).toEqual(entities(expected).toSorted());
  });
});
