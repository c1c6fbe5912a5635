import { describe, expect, it } from 'vitest';
import { plannedFeatureRemoval } from '../../src/cli/planning/feature-removal.js';
import type { PlinthFeature } from '../../src/roles/tools.js';
import { replaced } from '../projects/hand.js';
import { representative } from './blog.js';
import {
  changedPairs,
  choices,
  creation,
  featureAddition,
  type Files,
  filesOf,
  opened,
  withoutHistory,
} from './planning.js';

const removable = choices.filter(
  ({ id, entities = [], tables = [] }) =>
    entities.length === 0 && tables.length === 0 && choices.every(({ needs }) => !needs.includes(id)),
);

const removal = async (files: Files, feature: PlinthFeature) =>
  plannedFeatureRemoval(feature, await opened(files, 3600));

describe.each(changedPairs)('removing a feature on $http', (adapters) => {
  it.each(removable)(
    '$id leaves what there would be without it, and adding it again brings all back',
    async (feature) => {
      const resources = representative;
      const whole = filesOf(await creation({ adapters, features: choices, resources }));
      const others = choices.filter((one) => one !== feature);
      const plan = await removal(whole, feature);
      expect([plan.manual, plan.changes.length > 0]).toEqual([[], true]);
      const expected = filesOf(await creation({ adapters, features: others, resources }));
      expect(withoutHistory(filesOf(plan))).toEqual(withoutHistory(expected));
      const again = await featureAddition(filesOf(plan), feature);
      expect(withoutHistory(filesOf(again))).toEqual(withoutHistory(whole));
    },
  );
});

describe('removing a feature', () => {
  const feature = (id: string): PlinthFeature => {
    const found = choices.find((one) => one.id === id);
    if (found === undefined) throw new Error(`There is no feature ${id}.`);
    return found;
  };
  const created = async (): Promise<Files> => filesOf(await creation({ features: choices }));

  it('keeps what was edited by hand, and names what it cannot take out', async () => {
    const files = replaced(
      replaced(await created(), 'README.md', [[/^# .*\n/, '# Ours\n']]),
      'src/redis/client.ts',
      [[/$/, '\n// Ours.\n']],
    );
    const { project, manual } = await removal(files, feature('redis'));
    expect(project.read('README.md')).toMatch(/^# Ours\n/);
    expect(project.read('README.md')).not.toContain('With Redis');
    expect(project.read('src/redis/client.ts')).toContain('// Ours.');
    expect(manual).toMatchObject([{ path: 'src/redis/client.ts', what: 'delete src/redis/client.ts' }]);
  });

  it('names code of others that uses what is gone', async () => {
    const own = "import { openRedis } from '../redis/client.js';\n\nexport const redis = openRedis();\n";
    const { manual } = await removal(new Map(await created()).set('src/own/cache.ts', own), feature('redis'));
    expect(manual).toMatchObject([{ path: 'src/own/cache.ts', reason: expect.stringContaining('line') }]);
  });

  it('is refused where it has tables', async () => {
    await expect(removal(await created(), feature('accounts-email'))).rejects.toThrow(
      'accounts-email has tables (email_tokens, known_addresses)',
    );
  });
});
