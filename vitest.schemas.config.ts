import { defineConfig } from 'vitest/config';

/** The real schemas, one file for each framework. */
export default defineConfig({
  test: {
    include: ['test/covering/*.schemas.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
  },
});
