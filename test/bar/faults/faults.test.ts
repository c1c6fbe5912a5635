import { describe, expect, it } from 'vitest';
import { stock } from '../../../src/cli/kit.js';
import { generate } from '../../support/generated.js';
import { checks } from '../checks/index.js';
import { ProjectFiles } from '../project-files.js';
import { allFaults } from './all.js';
import { planted, plantableOn } from './fault.js';

describe.each(await stock.adapters('http'))('planted faults on %s', (framework) => {
  it('every check has one, and every fault its check', async () => {
    const items = plantableOn(framework, await allFaults()).map(({ item }) => item);
    expect([...new Set(items)].toSorted()).toEqual(checks.map(({ item }) => item).toSorted());
  });

  it('every fault has its place in the blog', { timeout: 120_000 }, async () => {
    const project = await generate(['--preset', 'blog', '--framework', framework]);
    const files = new ProjectFiles(project);
    const lost = plantableOn(framework, await allFaults()).flatMap(({ item, title, edits }) => {
      try {
        planted(files, edits);
        return [];
      } catch (error) {
        return [`${item} ${title}: ${String(error)}`];
      }
    });
    project.remove();
    expect(lost).toEqual([]);
  });
});
