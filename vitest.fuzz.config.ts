import { defineConfig } from 'vitest/config';

/** Law 11 by hand, for scripts/fuzz.mjs. */
export default defineConfig({
  test: {
    include: ['test/fuzz/**/*.run.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    disableConsoleIntercept: true,
    testTimeout: 0,
    hookTimeout: 0,
  },
});
