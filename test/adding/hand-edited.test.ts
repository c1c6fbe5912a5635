import { parseSync } from 'oxc-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { changedLines } from '../edits/additions.js';
import { hands } from '../projects/index.js';
import { updatesOf } from './addables.js';
import { blog, review } from './blog.js';
import { complaints, onDisk } from './on-disk.js';
import {
  choices,
  closure,
  creation,
  featureAddition,
  type Files,
  filesOf,
  resourceAddition,
} from './planning.js';
import type { Plan } from '../../src/core/plan.js';

let generated: Files;
beforeAll(async () => void (generated = await blog()));

const lint = ['--deny-warnings', '-A', 'style', '-A', 'max-lines-per-function'] as const;

describe.each(hands)('a resource in a project that was edited by hand: %s', (_, hand) => {
  let before: Files;
  let plan: Plan;

  beforeAll(async () => {
    before = await hand.apply(generated);
    plan = await resourceAddition(before, review, 60);
  });

  it('the hand was at work', () => {
    expect(before).not.toEqual(generated);
    const broken = [...before].filter(
      ([path, text]) => path.endsWith('.ts') && parseSync(path, text).errors.length > 0,
    );
    expect(broken.map(([path]) => path)).toEqual([]);
  });

  it('needs no step by hand, and registers what it makes', () => {
    expect(plan.manual).toEqual([]);
    const edits = [...plan.edits.values()].flat().toSorted();
    expect(edits).toEqual([
      expect.stringMatching(/^add CreateReviews\d+ to the migrations of the data source$/),
      'add Review to the entities of the data source',
      'add reviewModule to the list of modules',
      'add the inverse side Post.reviews',
    ]);
  });

  it('law 3: only adds lines, in the line endings of the file', () => {
    for (const { path, before: old, after } of updatesOf(plan)) {
      expect([path, changedLines(old, after)]).toEqual([path, []]);
      if (!old.includes('\r')) expect(after).not.toContain('\r');
      else expect([path, after.replaceAll('\r\n', '').includes('\n')]).toEqual([path, false]);
    }
  });

  it('the second time changes nothing', async () => {
    const again = await resourceAddition(filesOf(plan), review, 120);
    expect([again.changes, again.manual]).toEqual([[], []]);
  });

  it('type-checks and lints', { timeout: 60_000 }, async () => {
    const said = await onDisk(filesOf(plan), async (folder) => [
      await complaints(folder, 'tsc'),
      await complaints(folder, 'oxlint', ...lint),
    ]);
    expect(said).toEqual(['', '']);
  });
});

const everywhere = hands.filter(([name]) => ['reformatted', 'crlf', 'commented', 'package'].includes(name));

describe.each(everywhere)('a feature in a project that was edited by hand: %s', (_, hand) => {
  it.each(choices.map((feature) => [feature.id, feature] as const))(
    'law 3: %s only adds lines',
    async (_id, feature) => {
      const needed = closure(feature).filter((one) => one !== feature);
      const before = await hand.apply(filesOf(await creation({ features: needed })));
      const plan = await featureAddition(before, feature);
      expect(plan.manual).toEqual([]);
      for (const { path, before: old, after } of updatesOf(plan)) {
        expect([path, changedLines(old, after)]).toEqual([path, []]);
      }
      expect((await featureAddition(filesOf(plan), feature)).changes).toEqual([]);
    },
  );
});
