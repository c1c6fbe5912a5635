import { expect, it } from 'vitest';
import { generate } from '../../support/generated.js';
import { blog } from '../blog.js';
import { checks } from '../checks/index.js';
import { ProjectFiles } from '../project-files.js';
import { allFaults } from './all.js';
import { planted } from './fault.js';

it('every check has a planted fault, and every fault its check', async () => {
  const faults = await allFaults();
  const items = [...new Set(faults.map(({ item }) => item))];
  expect(items.toSorted()).toEqual(checks.map(({ item }) => item).toSorted());
});

it('every fault has its place in the blog', { timeout: 120_000 }, async () => {
  const project = await generate(blog);
  const files = new ProjectFiles(project);
  const lost = (await allFaults()).flatMap(({ item, title, edits }) => {
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
