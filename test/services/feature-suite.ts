import assert from 'node:assert/strict';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import type { Check } from '../bar/check.js';
import { type Fault, plant } from '../bar/faults/fault.js';
import { ofThisPart } from '../bar/faults/part.js';
import { Subject } from '../bar/subject.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';

/** What a feature of the blog, or a preset, is held against, on a real PostgreSQL. */
interface Suite {
  /** The blog where nothing is said. */
  readonly preset?: string;
  /** With which options it is created. */
  readonly args: readonly string[];
  readonly checks: readonly Check[];
  readonly faults: readonly Fault[];
  /** Puts into the project, before it is built, what the checks look at. */
  readonly prepare?: (dir: string) => void;
  /** Leaves the database to the next check as the first found it. */
  readonly empty: (subject: Subject) => Promise<void>;
}

const frameworks = await builtIns.adapters('http');

/** CI takes turns. Each framework where nothing is said. */
const featuresOn = process.env['PLINTH_FEATURES_ON'];
if (featuresOn !== undefined && !frameworks.includes(featuresOn)) {
  throw new Error(`PLINTH_FEATURES_ON is ${featuresOn}: give it as ${frameworks.join(' or ')}.`);
}
const tried = featuresOn === undefined ? frameworks : [featuresOn];

/** The suite on each framework. What faults are planted in is the same on all, but for those that say which; so the others are planted once. */
export function featureSuites(title: string, suite: Suite): void {
  for (const framework of tried) {
    featureSuite(`${title} on ${framework}`, {
      ...suite,
      args: [...suite.args, '--framework', framework],
      faults: suite.faults.filter(({ on = tried[0] }) => on === framework),
    });
  }
}

/** Every check passes, and finds the faults that are planted for it. */
export function featureSuite(title: string, suite: Suite): void {
  const { preset = 'blog', args, checks, faults, prepare, empty } = suite;
  describe(title, () => {
    let project: Project;
    let database: TestDatabase;
    let subject: Subject;

    beforeAll(async () => {
      [project, database] = await Promise.all([generate(['--preset', preset, ...args]), openDatabase()]);
      prepare?.(project.dir);
      subject = new Subject(project, database.url);
      await subject.migrate();
    });
    beforeEach(() => empty(subject));
    afterAll(async () => {
      await subject?.close();
      await database?.close();
      project?.remove();
    });

    it.each(checks)('$item $title', async ({ run }) => {
      await run(subject);
    });

    it.each(ofThisPart(faults))('$item finds: $title', (one) => finds(one));

    async function finds(one: Fault): Promise<void> {
      const copy = copyOf(project);
      plant(copy, one);
      const faulty = new Subject(copy, database.url, { fresh: false });
      const check = checks.find(({ item }) => item === one.item);
      try {
        await faulty.build();
        await assert.rejects(async () => check?.run(faulty), { message: one.because });
      } finally {
        await faulty.close();
        copy.remove();
      }
    }
  });
}
