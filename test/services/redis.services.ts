import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { plant } from '../bar/faults/fault.js';
import { Subject } from '../bar/subject.js';
import { linkDependencies } from '../support/dependencies.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { copyOf, generate, type Project } from '../support/generated.js';
import { root } from '../support/installed.js';
import { mustRun } from '../support/run.js';
import { redisFaults } from './redis/faults.js';
import { outagesAreSurvived } from './redis/outage.js';
import { RedisServer } from './redis/server.js';
import { limitsAreShared } from './redis/shared-limits.js';

/** By the item of the bar. */
const checks: Readonly<Record<string, (subject: Subject) => Promise<void>>> = {
  A7: (subject) =>
    withRedis(async (redis) => {
      await redis.start();
      await limitsAreShared(subject, redis);
    }),
  L4: (subject) => withRedis((redis) => outagesAreSurvived(subject, redis)),
};

async function withRedis(work: (redis: RedisServer) => Promise<void>): Promise<void> {
  const redis = await RedisServer.onFreePort();
  try {
    await work(redis);
  } finally {
    await redis.close();
  }
}

describe('the blog, with redis added', () => {
  let project: Project;
  let database: TestDatabase;
  let subject: Subject;

  beforeAll(async () => {
    [project, database] = await Promise.all([generate(['--preset', 'blog']), openDatabase()]);
    const plinth = join(root, 'dist', 'bin', 'plinth.js');
    const args = [plinth, 'add', 'feature', 'redis', '--no-install', '--strict'];
    await mustRun(process.execPath, args, { cwd: project.dir });
    await linkDependencies(project.dir);
    subject = new Subject(project, database.url);
    await subject.migrate();
  });
  afterAll(async () => {
    await subject?.close();
    await database?.close();
    project?.remove();
  });

  it('A7 counts attempts and requests in two processes together', () => checks['A7']?.(subject));

  it('L4 is not ready without Redis, answers all the same, and is ready again', () =>
    checks['L4']?.(subject));

  it.each(redisFaults)('$item finds: $title', async (one) => {
    const copy = copyOf(project);
    plant(copy, one);
    const faulty = new Subject(copy, database.url, { fresh: false });
    try {
      await faulty.build();
      await assert.rejects(async () => checks[one.item]?.(faulty), { message: one.because });
    } finally {
      await faulty.close();
      copy.remove();
    }
  });
});
