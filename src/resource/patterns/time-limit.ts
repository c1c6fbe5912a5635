import { runInNewContext } from 'node:vm';

/** What `run` returns, or undefined where it takes longer than `ms` milliseconds: it is stopped then, even inside a regular expression. */
export function within<T>(ms: number, run: () => T): T | undefined {
  try {
    return runInNewContext('run()', { run }, { timeout: ms }) as T;
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  }
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
