import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import type { Check } from '../bar/check.js';
import { type Fault, plant } from '../bar/faults/fault.js';
import { Subject } from '../bar/subject.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';

/** What a feature of the blog is held against, on a real PostgreSQL. */
interface Suite {
  /** With which options the blog is created. */
  readonly args: readonly string[];
  readonly checks: readonly Check[];
  readonly faults: readonly Fault[];
  /** Puts into the project, before it is built, what the checks look at. */
  readonly prepare?: (dir: string) => void;
  /** Leaves the database to the next check as the first found it. */
  readonly empty: (subject: Subject) => Promise<void>;
}

/** Every check passes, and finds the faults that are planted for it. */
export function featureSuite(title: string, { args, checks, faults, prepare, empty }: Suite): void {
  describe(title, () => {
    let project: Project;
    let database: TestDatabase;
    let subject: Subject;

    beforeAll(async () => {
      [project, database] = await Promise.all([generate(['--preset', 'blog', ...args]), openDatabase()]);
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

    it.each(faults)('$item finds: $title', (one) => finds(one));

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
