import { defineConfig } from 'vitest/config';
import { busyWorkers } from './test/support/busy-workers.js';
import { hangMs } from './test/support/hang.js';
import { slowestFirst } from './test/support/slowest-first.js';

export default defineConfig({
  test: {
    include: ['test/bar/**/*.bar.ts'],
    globalSetup: 'test/support/installs.ts',
    sequence: {
      sequencer: slowestFirst([
        'faults.platform',
        'faults.rest',
        'faults.nest',
        'faults.accounts',
        'faults.express',
      ]),
    },
    pool: 'forks',
    maxWorkers: busyWorkers,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
