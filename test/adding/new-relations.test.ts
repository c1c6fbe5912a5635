import { describe, expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import { representative } from './blog.js';
import { complaints, onDisk } from './on-disk.js';
import { changedPairs, choices, creation, fieldAddition, filesOf, withoutOrder } from './planning.js';
import { relations } from './relations.js';

describe.each(changedPairs)('a relation added to a resource on $http', (adapters) => {
  const wanted = { adapters, features: choices };

  it.each(relations)('is as if it had been created with it: %s %s', async (name, text) => {
    const created = filesOf(await creation({ ...wanted, resources: representative }));
    const { fields } = parseResource('Any', [text]);
    const more = representative.map((one) =>
      one.name === name ? { ...one, fields: [...one.fields, ...fields] } : one,
    );
    const plan = await fieldAddition(created, name, [text], { seconds: 60, backfill: 'any' });
    expect(plan.manual).toEqual([]);
    const inOneGo = filesOf(await creation({ ...wanted, resources: more }));
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(inOneGo));
  });

  it('type-checks, lints, is formatted and passes the tests that came with it', async () => {
    let files = filesOf(await creation({ ...wanted, resources: representative }));
    for (const [index, [name, text]] of relations.filter((_, at) => [2, 7, 9, 12, 14].includes(at)).entries())
      files = filesOf(await fieldAddition(files, name, [text], { seconds: (index + 1) * 60 }));
    await onDisk(files, async (folder) => {
      expect(await complaints(folder, 'tsc', '--noEmit')).toBe('');
      expect(await complaints(folder, 'oxlint', '--deny-warnings')).toBe('');
      expect(await complaints(folder, 'prettier', '--check', 'src', 'test')).toBe('');
      const tests = ['readings', 'posts', 'comments', 'settings', 'database'].map((one) => `test/${one}`);
      expect(await complaints(folder, 'vitest', 'run', ...tests)).toBe('');
    });
  });
});
