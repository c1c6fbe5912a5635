import { defineConfig } from 'vitest/config';
import { hangMs } from './test/support/hang.js';

/** Law 11 with a fixed seed, one file for each framework. */
export default defineConfig({
  test: {
    include: ['test/fuzz/*.law11.ts'],
    globalSetup: 'test/support/installs.ts',
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
