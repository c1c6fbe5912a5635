import { defineConfig } from 'vitest/config';
import { hangMs } from './test/support/hang.js';

/** Real package managers, which install from the registry: one after the other. */
export default defineConfig({
  test: {
    include: ['test/managers/**/*.managers.ts'],
    fileParallelism: false,
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
