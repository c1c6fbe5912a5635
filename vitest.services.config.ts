import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { busyWorkers } from './test/support/busy-workers.js';
import { hangMs } from './test/support/hang.js';
import { slowestFirst } from './test/support/slowest-first.js';

/** Everything that wants a real PostgreSQL. Without one it fails: a skipped test proves nothing. */
export default defineConfig({
  test: {
    include: ['test/services/**/*.services.ts'],
    globalSetup: ['test/services/server.ts', 'test/support/installs.ts'],
    env: {
      PLINTH_TEST_POSTGRES:
        process.env['PLINTH_TEST_POSTGRES'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres',
    },
    sequence: { sequencer: slowestFirst(['bar-blog', 'own-tests', 'scanners', 'redis', 'image']) },
    pool: 'forks',
    maxWorkers: busyWorkers,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
