import { defineConfig } from 'vitest/config';
import { hangMs } from './test/support/hang.js';

/** The real schemas, one file for each framework. */
export default defineConfig({
  test: {
    include: ['test/covering/*.schemas.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
