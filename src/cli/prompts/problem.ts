import { UserError } from '../../core/errors.js';

/** What a check complains of, with what to do about it. */
export function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.remedy}`.trim();
    throw error;
  }
}
