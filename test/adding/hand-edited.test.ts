import { beforeAll, describe, expect, it } from 'vitest';
import { changedLines } from '../edits/additions.js';
import { handsOn } from '../projects/index.js';
import { syntaxErrors } from '../support/syntax.js';
import { updatesOf } from './addables.js';
import { blog, review } from './blog.js';
import { complaints, onDisk } from './on-disk.js';
import {
  changedPairs,
  choices,
  closure,
  creation,
  featureAddition,
  type Files,
  filesOf,
  resourceAddition,
} from './planning.js';
import type { Adapters } from '../../src/cli/planning/built-ins.js';
import type { Plan } from '../../src/core/plan.js';

const lint = ['--deny-warnings', '-A', 'style', '-A', 'max-lines-per-function'] as const;

/** What a resource is made known by. */
const registration: Readonly<Record<string, string>> = {
  express: 'add reviewModule to the list of modules',
  nest: 'import ReviewModule in the root module',
};

/** Every hand on every pair of adapters that it is for. */
const edited = changedPairs.flatMap((adapters) =>
  handsOn(adapters.http).map(([name, hand]) => [`${name} on ${adapters.http}`, adapters, hand] as const),
);

const blogs = new Map<Adapters, Promise<Files>>();
const blogOn = (adapters: Adapters): Promise<Files> => {
  const made = blogs.get(adapters) ?? blog(adapters);
  blogs.set(adapters, made);
  return made;
};

describe.each(edited)('a resource in a project that was edited by hand: %s', (_, adapters, hand) => {
  let generated: Files;
  let before: Files;
  let plan: Plan;

  beforeAll(async () => {
    generated = await blogOn(adapters);
    before = await hand.apply(generated);
    plan = await resourceAddition(before, review, 60);
  });

  it('the hand was at work', () => {
    expect(before).not.toEqual(generated);
    const broken = [...before].filter(
      ([path, text]) => path.endsWith('.ts') && syntaxErrors(path, text).length > 0,
    );
    expect(broken.map(([path]) => path)).toEqual([]);
  });

  it('needs no step by hand, and registers what it makes', () => {
    expect(plan.manual).toEqual([]);
    const edits = [...plan.edits.values()].flat();
    const registered = registration[adapters.http];
    expect(edits).toContain(registered);
    expect(edits.filter((edit) => edit !== registered).toSorted()).toEqual([
      expect.stringMatching(/^add CreateReviews\d+ to the migrations of the data source$/),
      'add Review to the entities of the data source',
      'add the inverse side Post.reviews',
      'let roles be granted permissions for Review',
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

  it('type-checks and lints', async () => {
    const said = await onDisk(filesOf(plan), async (folder) => [
      await complaints(folder, 'tsc'),
      await complaints(folder, 'oxlint', ...lint),
    ]);
    expect(said).toEqual(['', '']);
  });
});

const everywhere = edited.filter(([, , hand]) => hand.fitsAny === true);

describe.each(everywhere)('a feature in a project that was edited by hand: %s', (_, adapters, hand) => {
  it.each(choices.map((feature) => [feature.id, feature] as const))(
    'law 3: %s only adds lines',
    async (_id, feature) => {
      const needed = closure(feature).filter((one) => one !== feature);
      const before = await hand.apply(filesOf(await creation({ adapters, features: needed })));
      const plan = await featureAddition(before, feature);
      expect(plan.manual).toEqual([]);
      for (const { path, before: old, after } of updatesOf(plan)) {
        expect([path, changedLines(old, after)]).toEqual([path, []]);
      }
      expect((await featureAddition(filesOf(plan), feature)).changes).toEqual([]);
    },
  );
});
