import { defineConfig } from 'vitest/config';

/** One file per generated project. They know nothing of each other, so two run at a time. */
export default defineConfig({
  test: {
    include: ['test/covering/**/*.covering.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
  },
});
