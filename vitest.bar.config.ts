import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/bar/**/*.bar.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    maxWorkers: 2,
  },
});
