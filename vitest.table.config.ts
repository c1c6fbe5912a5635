import { defineConfig } from 'vitest/config';
import { hangMs } from './test/support/hang.js';

/** One project held against the bar, for scripts/bar.mjs. */
export default defineConfig({
  test: {
    include: ['test/bar/table/project.run.ts'],
    pool: 'forks',
    testTimeout: hangMs,
    hookTimeout: hangMs,
    reporters: ['test/bar/table/reporter.ts'],
  },
});
