import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { slowestFirst } from './test/support/slowest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/services/**', 'test/projects/**', '**/node_modules/**'],
    globalSetup: 'test/support/installs.ts',
    sequence: {
      sequencer: slowestFirst(['nest', 'blog', 'running', 'blog-code', 'hand-edited', 'laws-of-files']),
    },
    pool: 'forks',
    // Vitest's own number, one less than there are cores, leaves a machine of two half idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
  },
});
