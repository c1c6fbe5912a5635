import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Fault, plant } from '../bar/faults/fault.js';
import { Subject } from '../bar/subject.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';
import { emptyQueues, jobChecks } from './jobs/checks.js';
import { jobFaults } from './jobs/faults.js';
import { plantProbe } from './jobs/probe.js';

const features = ['--preset', 'blog', '--features', 'auth-jwt,openapi,jobs'];

describe('the blog with jobs', () => {
  let project: Project;
  let database: TestDatabase;
  let subject: Subject;

  beforeAll(async () => {
    [project, database] = await Promise.all([generate(features), openDatabase()]);
    plantProbe(project.dir);
    subject = new Subject(project, database.url);
    await subject.migrate();
  });
  beforeEach(() => emptyQueues(subject));
  afterAll(async () => {
    await subject?.close();
    await database?.close();
    project?.remove();
  });

  it.each(jobChecks)('$item $title', async ({ run }) => {
    await run(subject);
  });

  it.each(jobFaults)('$item finds: $title', (one) => finds(one));

  async function finds(one: Fault): Promise<void> {
    const copy = copyOf(project);
    plant(copy, one);
    const faulty = new Subject(copy, database.url, { fresh: false });
    const check = jobChecks.find(({ item }) => item === one.item);
    try {
      await faulty.build();
      await assert.rejects(async () => check?.run(faulty), { message: one.because });
    } finally {
      await faulty.close();
      copy.remove();
    }
  }
});
