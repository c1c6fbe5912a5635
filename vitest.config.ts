import { defineConfig } from 'vitest/config';
import { busyWorkers } from './test/support/busy-workers.js';
import { hangMs } from './test/support/hang.js';
import { slowestFirst } from './test/support/slowest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/services/**', 'test/projects/**', 'test/golden/**', '**/node_modules/**'],
    globalSetup: 'test/support/installs.ts',
    sequence: {
      sequencer: slowestFirst([
        'nest',
        'blog',
        'nest-code',
        'blog-code',
        'running',
        'changes',
        'hand-edited',
        'changed-fields',
        'laws-of-files',
        'changed-tables',
        'laws',
      ]),
    },
    pool: 'forks',
    maxWorkers: busyWorkers,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
