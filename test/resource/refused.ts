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
  // Several mistakes stand on a line each.
  expect((error.message + error.remedy).replaceAll('\n', ' ')).not.toMatch(/undefined|\[object|\p{Cc}/u);
}

/** What must be refused, as the error it is refused with. */
export function refusal(read: () => unknown): UsageError {
  const error = caught(read);
  if (error instanceof UsageError) return error;
  throw new Error('It was not refused.', { cause: error });
}

export function caught(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
