import assert from 'node:assert/strict';
import process from 'node:process';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { copyOf, generate, type Project } from '../../support/generated.js';
import { checks } from '../checks/index.js';
import { Subject } from '../subject.js';
import { type Fault, plant } from './fault.js';
import { ofThisPart } from './part.js';
import { rebuild } from './rebuild.js';

/** Where the faults are planted that have their place on every framework: to be set by hand. */
const usual = process.env['PLINTH_FAULTS_ON'] ?? 'express';

/** Plants each fault in a copy of the framework's blog and expects the check of its item to find it. */
export function faultSuite(title: string, all: readonly Fault[], framework = usual): void {
  const faults = ofThisPart(all);
  describe.skipIf(faults.length === 0)(`${title}, on ${framework}`, () => {
    let project: Project;
    let database: TestDatabase;
    beforeAll(async () => {
      [project, database] = await Promise.all([
        generate(['--preset', 'blog', '--framework', framework]),
        openDatabase(),
      ]);
      const whole = new Subject(project, database.url);
      await whole.migrate();
      await whole.close();
    });
    afterAll(async () => {
      await database?.close();
      project?.remove();
    });

    for (const one of faults.toSorted((left, right) => turnOf(left) - turnOf(right))) {
      const test = one.waits ? it.concurrent : it;
      test(`${one.item} finds: ${one.title}`, () => mustBeFound(one, project, database.url));
    }
  });
}

/** What waits does so together. What changes the tables comes last: it leaves others behind. */
const turnOf = ({ waits, tables }: Fault): number => (waits ? 0 : tables ? 2 : 1);

async function mustBeFound(one: Fault, project: Project, databaseUrl: string): Promise<void> {
  const check = checks.find(({ item }) => item === one.item);
  assert.ok(check, `There is no check ${one.item}.`);
  const copy = copyOf(project);
  const changed = plant(copy, one);
  const subject = new Subject(copy, databaseUrl, {
    fresh: one.tables ?? false,
    isBuilt: true,
    sought: one.because,
    changed,
  });
  try {
    // The fault is one of behaviour: the project is to build, and to start where its check needs that.
    if (!one.files) await rebuild(copy.dir, changed);
    const found = await check.run(subject).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    assert.ok(found !== undefined, `${one.item} passes in spite of: ${one.title}`);
    assert.match(found, one.because, `${one.item} fails for another reason`);
  } finally {
    await subject.close();
    copy.remove();
  }
}
