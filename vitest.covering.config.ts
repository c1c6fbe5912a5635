import { defineConfig } from 'vitest/config';
import { busyWorkers } from './test/support/busy-workers.js';
import { hangMs } from './test/support/hang.js';
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
    maxWorkers: busyWorkers,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
