import { expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import { adapterPairs, creation, type Files, filesOf, resourceAddition } from './planning.js';

const twenty = Array.from({ length: 20 }, (_, index) => {
  const letter = String.fromCharCode('A'.charCodeAt(0) + index);
  return parseResource(`Res${letter}`, ['name:string']);
});
const late = parseResource('Late', ['name:string', 'last:belongsTo=ResT']);
const DATA_SOURCE = 'src/database/data-source.ts';

const stampOf = (path: string): number => Number(/migrations\/(\d{13})-/.exec(path)?.[1] ?? NaN);
const stampsOf = (files: Files): readonly number[] =>
  [...files.keys()].map(stampOf).filter((stamp) => stamp > 0);

async function addedTo(files: Files, seconds: number): Promise<number> {
  const { changes } = await resourceAddition(files, late, seconds);
  return changes.map(({ path }) => stampOf(path)).find((stamp) => stamp > 0) ?? NaN;
}

it.each(adapterPairs)(
  'a migration comes after every other, whatever the clock says, on $http',
  async (adapters) => {
    const files = filesOf(await creation({ adapters, resources: twenty }));
    const last = Math.max(...stampsOf(files));
    // At once, and with a clock that went back by years.
    for (const seconds of [0, 1, -60 * 60 * 24 * 1000])
      expect(await addedTo(files, seconds)).toBeGreaterThan(last);
    expect(await addedTo(files, 3600)).toBe(Date.parse('2026-11-22T11:00:00Z'));

    const own = new Map(files)
      .set('src/database/migrations/add-rank.ts', 'export class AddRank1990000000000 {}\n')
      .set(DATA_SOURCE, (files.get(DATA_SOURCE) ?? '').replace('migrations: (', 'migrations = ('));
    expect(await addedTo(own, 0)).toBeGreaterThan(1990000000000);
    const listed = (files.get(DATA_SOURCE) ?? '').replace(
      '  CreateResTs',
      '  Elsewhere1980000000000,\n  CreateResTs',
    );
    expect(await addedTo(new Map(files).set(DATA_SOURCE, listed), 0)).toBeGreaterThan(1980000000000);
  },
);

it('takes no entity for a migration, whatever digits its name ends in', async () => {
  const batch = parseResource('Batch', ['name:string']);
  const plain = filesOf(await creation({ resources: [...twenty.slice(19), batch] }));
  // No resource may be called so; an entity that somebody wrote may.
  const odd = new Map(
    [...plain].map(([path, text]) => [
      path,
      path.startsWith('src/') ? text.replaceAll(/\bBatch\b/g, 'Batch1990000000000') : text,
    ]),
  );
  expect(odd.get(DATA_SOURCE)).toContain('Batch1990000000000');
  expect(await addedTo(odd, 3600)).toBe(Date.parse('2026-11-22T11:00:00Z'));
});

it('comes after the migrations of users in a project of 1970', async () => {
  expect(
    await addedTo(filesOf(await creation({ resources: twenty.slice(19) })), -60 * 60 * 24 * 365 * 56),
  ).toBeGreaterThan(1767225601000);
});
