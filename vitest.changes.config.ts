import { defineConfig } from 'vitest/config';

/** The table of changes, for scripts/changes.mjs. */
export default defineConfig({
  test: {
    include: ['test/changes/**/*.run.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    testTimeout: 0,
    hookTimeout: 0,
  },
});
