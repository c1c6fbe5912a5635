import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/bar/**/*.bar.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
