import { expect } from 'vitest';
import { UsageError } from '../../src/core/errors.js';

/** Runs what must be refused, and checks that the refusal says what, where and what to do. */
export function refused(run: () => unknown, what: RegExp, remedy: RegExp): void {
  const error = caught(run);
  expect(error).toBeInstanceOf(UsageError);
  if (!(error instanceof UsageError)) return;
  expect(error.exitCode).toBe(2);
  expect(error.message).toMatch(what);
  expect(error.remedy).toMatch(remedy);
  expect(error.message + error.remedy).not.toMatch(/undefined|\[object|\p{Cc}/u);
}

export function caught(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
