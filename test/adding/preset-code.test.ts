import { describe, expect, it } from 'vitest';
import { plannedUpdate } from '../../src/cli/planning/planned-update.js';
import { presetSpec } from '../../src/cli/project/spec.js';
import { generatedFiles, isAsGenerated, isBookkeeping } from '../../src/core/manifest.js';
import { presetCode } from '../../src/features/presets/presets.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import {
  adapterPairs,
  choices,
  closure,
  creation,
  featureAddition,
  fieldAddition,
  type Files,
  filesOf,
  opened,
  projectOf,
  resourceRename,
} from './planning.js';

const { resources } = await presetSpec('shop');
const feature = (id: string) => choices.filter((one) => one.id === id);
const people = feature('auth-jwt');
const service = 'src/modules/orders/order.service.ts';
const own = /\/(?:checkout|reports)\//;

/** What Plinth generates of the shop, and the project that it becomes. */
async function shop(adapters: (typeof adapterPairs)[number], features = people) {
  const wanted = { adapters, features, resources };
  const [bare, filled] = [await creation(wanted), await creation({ ...wanted, preset: 'shop' })];
  return { bare: filesOf(bare), filled: filesOf(filled), manual: filled.manual };
}

async function updating(files: Files, past: Files) {
  const existing = await opened(files, 60);
  const plan = await plannedUpdate({ ...existing, writtenBefore: (path) => Promise.resolve(past.get(path)) });
  const changed = plan.changes.filter(({ path }) => !isBookkeeping(path));
  return { changed: changed.map(({ path }) => path), manual: plan.manual };
}

it('a preset has code of its own or none', () => {
  expect(presetCode('shop')).toBeDefined();
  expect(presetCode('blog')).toBeUndefined();
  expect(presetCode('constructor')).toBeUndefined();
});

describe.each(adapterPairs)('the code of the shop on $http', (adapters) => {
  it.each(choices)('is filled in beside $id', async (one) => {
    const { filled, manual } = await shop(adapters, [...new Set([...people, ...closure(one)])]);
    expect(manual).toEqual([]);
    expect(filled.get(service)).toContain('await within(this.#stock).putBack(order.id);');
  });

  it('is on record nowhere: to later commands it was written by hand', async () => {
    const { bare, filled } = await shop(adapters);
    const project = projectOf(filled);
    expect(generatedFiles(project)).toEqual(generatedFiles(projectOf(bare)));
    const added = [...filled.keys()].filter((path) => !bare.has(path));
    expect(added.length).toBeGreaterThan(10);
    expect(added.filter((path) => !own.test(path))).toEqual([]);
    const edited = [...bare].filter(([path, text]) => filled.get(path) !== text).map(([path]) => path);
    expect(edited).toContain(service);
    for (const path of edited) {
      expect(isAsGenerated(project)(path, filled.get(path) ?? '')).toBe(false);
      expect(isAsGenerated(project)(path, bare.get(path) ?? '')).toBe(true);
    }
  });

  it('is left alone by an update, and by one after a feature', async () => {
    const { bare, filled } = await shop(adapters);
    expect(await updating(filled, bare)).toEqual({ changed: [], manual: [] });
    const [redis] = feature('redis');
    if (redis === undefined) throw new Error('There is no redis.');
    const grown = filesOf(await featureAddition(filled, redis));
    expect(await updating(grown, bare)).toEqual({ changed: [], manual: [] });
  });

  it('stays where orders change', async () => {
    const { filled } = await shop(adapters);
    const plan = await fieldAddition(filled, 'Order', ['giftWrap:boolean:default=false'], { seconds: 60 });
    expect(plan.manual).toEqual([]);
    const changed = filesOf(plan);
    expect(changed.get(service)).toBe(filled.get(service));
    for (const [path, text] of filled) if (own.test(path)) expect(changed.get(path)).toBe(text);
  });

  it('follows a resource that is called something else', async () => {
    const { filled } = await shop(adapters);
    const renamed = filesOf(await resourceRename(filled, ['Product', 'Article'], 60));
    const stock = renamed.get('src/modules/checkout/stock.ts');
    expect(stock).toContain("import { Article } from '../articles/article.entity.js';");
  });

  it('refuses a resource in its folder', async () => {
    const report = parseResource('Report', ['title:string'], {});
    const wanted = { adapters, features: people, resources: [...resources, report], preset: 'shop' };
    await expect(creation(wanted)).rejects.toThrow(
      /^Report would be in src\/modules\/reports\/\S+, where the preset shop has code of its own\.$/,
    );
  });
});
