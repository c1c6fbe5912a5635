import { describe, expect, it } from 'vitest';
import { UserError } from '../src/core/errors.js';
import type { Plan } from '../src/core/plan.js';
import { addables, updatesOf } from './adding/addables.js';
import { adapterPairs, choices, filesOf } from './adding/planning.js';
import { destructions } from './adding/destructions.js';
import { pairs, shuffled } from './adding/pairs.js';

const each = addables.map((addable) => [addable.id, addable] as const);

it('the scan found something to hold to the laws', () => {
  expect(choices.length).toBeGreaterThan(0);
  expect(adapterPairs.length).toBeGreaterThan(0);
});

describe('law 1: adding twice changes nothing', () => {
  it.each(each)('%s', async (_, { together, add, again }) => {
    const files = filesOf(await together());
    for (const plan of [await add(files), await again(files)]) {
      expect([plan.changes, plan.manual]).toEqual([[], []]);
    }
  });
});

describe('law 2: created with it, or added to it: the same bytes', () => {
  it.each(each)('%s', async (_, { without, together, add }) => {
    const added = await add(filesOf(await without()));
    expect(Object.fromEntries(filesOf(added))).toEqual(Object.fromEntries(filesOf(await together())));
  });
});

describe('law 2 for two: added in either order, or created with both: the same bytes', () => {
  it.each([...pairs, ...shuffled].map((pair) => [pair.id, pair] as const))(
    '%s',
    async (_, { together, orders }) => {
      const expected = Object.fromEntries(await together());
      for (const added of orders) expect(Object.fromEntries(await added())).toEqual(expected);
    },
  );
});

describe('law 4: a fresh project yields no manual step', () => {
  it.each(each)('%s', async (_, { without, add }) => {
    const fresh = await without();
    const added = await add(filesOf(fresh));
    expect([fresh.manual, added.manual]).toEqual([[], []]);
    expect(added.changes).not.toEqual([]);
  });
});

describe('law 5: anchors that are gone yield manual steps, never an exception, never silence', () => {
  it.each(each)('%s', async (_, { without, add }) => {
    const fresh = filesOf(await without());
    for (const { path } of updatesOf(await add(fresh)).filter(isNeeded)) {
      for (const { how, apply } of destructions) {
        const { told, edited } = await ending(add(apply(fresh, path)), path);
        expect(told.length > 0 || edited, `${path} ${how}: silence`).toBe(true);
        expect(edited && how === 'removed', `${path} ${how}: an edit of nothing`).toBe(false);
        expect(told, `${path} ${how}`).not.toContain('');
      }
    }
  });
});

/** A project may do without its README. */
const isNeeded = ({ path }: { readonly path: string }): boolean => !path.endsWith('.md');

/** What a user is told of a file: reasons and snippets of manual steps, or the refusal to add to a project without it. */
async function ending(addition: Promise<Plan>, path: string) {
  try {
    const plan = await addition;
    const told = plan.manual.filter((step) => step.path === path);
    return {
      told: told.flatMap(({ reason, snippet }) => [reason, snippet]),
      edited: updatesOf(plan).some((change) => change.path === path),
    };
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes(path)) throw error;
    return { told: [error.message], edited: false };
  }
}
