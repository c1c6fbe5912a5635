import type { z } from 'zod';
import { AppError, type FieldError } from '../errors.js';

const MAX_ERRORS = 50;
const MAX_FIELD_LENGTH = 100;

/** What a schema has against a part of a request, field by field. */
export function invalid(
  kind: 'bad-request' | 'unprocessable',
  what: string,
  issues: readonly z.core.$ZodIssue[],
): AppError {
  const errors = issues.flatMap(fieldErrors).slice(0, MAX_ERRORS);
  return new AppError(kind, `The ${what} is not valid.`, errors);
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => fieldError([...issue.path, key], 'is not known here'));
  }
  return [fieldError(issue.path, issue.message)];
}

function fieldError(path: readonly PropertyKey[], message: string): FieldError {
  return { field: path.map(String).join('.').slice(0, MAX_FIELD_LENGTH), message };
}
