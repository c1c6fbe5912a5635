import { afterAll, beforeAll, describe, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { generate, type Project } from '../support/generated.js';
import { checks } from './checks/index.js';
import { Subject } from './subject.js';

const CHECK_LIMIT_MS = 180_000;

/** Holds a generated project against every item of the bar. */
export function barSuite(title: string, args: readonly string[]): void {
  describe(title, () => {
    let project: Project;
    let database: TestDatabase;
    let subject: Subject;
    beforeAll(async () => {
      [project, database] = await Promise.all([generate(args), openDatabase()]);
      subject = new Subject(project, database.url);
    }, CHECK_LIMIT_MS);
    afterAll(async () => {
      await subject?.close();
      await database?.close();
      project?.remove();
    }, 60_000);

    for (const { item, title: promise, run } of checks) {
      it(`${item} ${promise}`, () => run(subject), CHECK_LIMIT_MS);
    }
  });
}
