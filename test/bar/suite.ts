import { afterAll, beforeAll, describe, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { generate, type Project } from '../support/generated.js';
import { checks } from './checks/index.js';
import { Subject } from './subject.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a check has nothing to look at in the project. */
    notApplicable?: string;
  }
}

/** Holds a project against every item of the bar, or some: one to generate with these arguments, or one that is made otherwise. */
export function barSuite(
  title: string,
  project: readonly string[] | (() => Promise<Project>),
  isTried: (item: string) => boolean = () => true,
): void {
  const make = typeof project === 'function' ? project : () => generate(project);
  describe(title, () => {
    let made: Project;
    let database: TestDatabase;
    let subject: Subject;
    beforeAll(async () => {
      [made, database] = await Promise.all([make(), openDatabase()]);
      subject = new Subject(made, database.url);
    });
    afterAll(async () => {
      await subject?.close();
      await database?.close();
      made?.remove();
    });

    for (const { item, title: promise, run } of checks.filter((check) => isTried(check.item))) {
      const hold = async ({ task }: { readonly task: { meta: { notApplicable?: string } } }) => {
        const outcome = await run(subject);
        if (outcome) task.meta.notApplicable = outcome.notApplicable;
      };
      it(`${item} ${promise}`, hold);
    }
  });
}
