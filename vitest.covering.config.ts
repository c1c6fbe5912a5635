import { defineConfig } from 'vitest/config';
import { slowestFirst } from './test/support/slowest-first.js';

/** One file per generated project. They know nothing of each other, so two run at a time. */
export default defineConfig({
  test: {
    include: ['test/covering/**/*.covering.ts'],
    globalSetup: 'test/support/installs.ts',
    sequence: {
      sequencer: slowestFirst([
        'nest-everything',
        'spec-everything',
        'preset-shop',
        'nest-blank',
        'preset-blank',
      ]),
    },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
  },
});
