/** A failure that is the user's to mend. `message` says what and where, `remedy` what to do now. Exit code 1 unless said otherwise. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly remedy: string,
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A bad command line, name, field or spec file: nothing was tried. Exit code 2. */
export class UsageError extends UserError {
  constructor(message: string, remedy: string) {
    super(message, remedy, 2);
  }
}
