import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { noFigures } from '../fuzz/faults.js';
import { examined } from '../fuzz/stages.js';
import { schemaNames, schemaSpec } from './schemas.js';

/** One with each commit; all of them without. */
const chosen = process.env['PLINTH_SCHEMA'];
if (chosen !== undefined && !schemaNames.includes(chosen)) {
  throw new Error(`There is no schema "${chosen}": ${schemaNames.join(', ')}.`);
}

/** Real schemas: everything that law 11 asks of a random spec, with rows behind every relation. */
export function schemasSuite(framework: string): void {
  describe(`real schemas on ${framework}`, () => {
    it.each(schemaNames.filter((name) => name === (chosen ?? name)))('%s', async (name) => {
      const figures = noFigures();
      const faults = await examined(schemaSpec(name, framework), figures);
      expect(faults.map(({ stage, message }) => `${stage}: ${message}`)).toEqual([]);
      expect(figures.tests).toBeGreaterThan(0);
      expect([figures.relations > 0, figures.skipped]).toEqual([true, 0]);
    });
  });
}
