import { defineConfig } from 'vitest/config';

/** One project held against the bar, for scripts/bar.mjs. */
export default defineConfig({
  test: {
    include: ['test/bar/table/project.run.ts'],
    pool: 'forks',
    reporters: ['test/bar/table/reporter.ts'],
  },
});
