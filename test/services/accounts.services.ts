import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { type Fault, plant } from '../bar/faults/fault.js';
import { Subject } from '../bar/subject.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';
import { emptyOutbox, accountChecks } from './accounts/checks.js';
import { accountFaults } from './accounts/faults.js';

const features = ['--preset', 'blog', '--features', 'auth-jwt,openapi,jobs,mail,accounts-email'];
const frameworks = await builtIns.adapters('http');

describe.each(frameworks)('the blog with accounts by e-mail on %s', (framework) => {
  let project: Project;
  let database: TestDatabase;
  let subject: Subject;

  beforeAll(async () => {
    [project, database] = await Promise.all([
      generate([...features, '--framework', framework]),
      openDatabase(),
    ]);
    subject = new Subject(project, database.url);
    await subject.migrate();
  });
  beforeEach(() => emptyOutbox(subject));
  afterAll(async () => {
    await subject?.close();
    await database?.close();
    project?.remove();
  });

  it.each(accountChecks)('$item $title', async ({ run }) => {
    await run(subject);
  });

  // What they are planted in is the same on every framework.
  it.each(framework === frameworks[0] ? accountFaults : [])('$item finds: $title', (one) => finds(one));

  async function finds(one: Fault): Promise<void> {
    const copy = copyOf(project);
    plant(copy, one);
    const faulty = new Subject(copy, database.url, { fresh: false });
    const check = accountChecks.find(({ item }) => item === one.item);
    try {
      await faulty.build();
      await assert.rejects(async () => check?.run(faulty), { message: one.because });
    } finally {
      await faulty.close();
      copy.remove();
    }
  }
});
