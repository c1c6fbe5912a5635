import fc from 'fast-check';
import { check, format, type Options } from 'prettier';
import { expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { updatesOf } from './addables.js';
import { blog } from './blog.js';
import { filesOf, resourceAddition } from './planning.js';

const name = fc.stringMatching(/^[A-Z][a-z]{2,20}([A-Z][a-z]{2,8})?$/).map((text) => `X${text}Room`);
const names = fc.uniqueArray(name, {
  minLength: 1,
  maxLength: 12,
  selector: (text) => text.toLowerCase().slice(0, 4),
});

it('a fresh project stays formatted, however many resources are added', async () => {
  const start = await blog();
  const options = JSON.parse(start.get('.prettierrc.json') ?? '') as Options;
  await fc.assert(
    fc.asyncProperty(names, async (all) => {
      let files = start;
      const touched = new Set<string>();
      for (const [index, one] of all.entries()) {
        const inverse = `inverse=${one.charAt(0).toLowerCase()}${one.slice(1)}Rows`;
        const wanted = parseResourceLine(
          `${one} title:string post:belongsTo=Post:optional:${inverse} author:belongsTo=User:${inverse}`,
        );
        const plan = await resourceAddition(files, wanted, 60 + index);
        expect(plan.manual).toEqual([]);
        for (const { path } of updatesOf(plan)) touched.add(path);
        files = filesOf(plan);
      }
      for (const path of touched) {
        const text = files.get(path) ?? '';
        const settings = { ...options, filepath: path };
        if (!(await check(text, settings))) expect(text).toBe(await format(text, settings));
      }
    }),
    { numRuns: 12 },
  );
});
