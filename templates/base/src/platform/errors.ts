/** Why a request cannot be served, in words the domain knows. `src/platform/http/problem.ts` turns the kind into a status. */
export type ErrorKind =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'too-many-requests'
  | 'unavailable';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** An expected failure: its message is safe to show to the caller. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

/** Returns the value, or fails as not found: `found(await posts.find(id), 'post')`. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new AppError('not-found', `There is no ${what} with this id.`);
  }
  return value;
}

/** A request that points at a row which is not there, or not for this caller. */
export function unknownReference(field: string, what: string): AppError {
  return new AppError('unprocessable', 'A related row does not exist.', [
    { field, message: `There is no such ${what}.` },
  ]);
}
