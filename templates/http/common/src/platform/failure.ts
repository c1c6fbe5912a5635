import { ConfigError } from '../config/config.js';
import { describeError } from './database/errors.js';

/** The last words of a process that could not do its work, without the values of a failed statement. */
export function reportFailure(error: unknown): void {
  console.error(error instanceof ConfigError ? error.message : describeError(error));
}
