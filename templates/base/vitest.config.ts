import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup/global-setup.ts',
    setupFiles: 'test/setup/empty-tables.ts',
    // The files share one database: one after the other, each begins with empty tables.
    fileParallelism: false,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    coverage: {
      include: ['src/**/*.ts'],
      // Entry points, and what only they use, run in processes of their own, where coverage does not look.
      exclude: [
        'src/{server,shutdown,failure}.ts',
        'src/config/environment.ts',
        'src/database/{connect,migrate}.ts',
        'src/**/*-command.ts',
      ],
      thresholds: { lines: 85, branches: 75 },
    },
  },
});
