import { defineConfig } from 'vitest/config';

/** Real package managers, which install from the registry: one after the other. */
export default defineConfig({
  test: {
    include: ['test/managers/**/*.managers.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
