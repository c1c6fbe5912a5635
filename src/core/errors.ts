/** What kind of failure it was, for programs: `error.code` of a `--json` document. */
export const errorCodes = [
  'usage',
  'unknown-command',
  'unknown-option',
  'unknown-name',
  'failed',
  'exists',
  'not-a-project',
  'folder-not-empty',
  'manual-step',
  'needs-confirmation',
  'task-failed',
  'interrupted',
  'system',
  'defect',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorDetails extends ErrorOptions {
  readonly code?: ErrorCode;
  /** What was meant most likely, the nearest first. */
  readonly candidates?: readonly string[];
}

/** A failure that is the user's to fix. `message` says what and where, `remedy` what to do now. Exit code 1 unless said otherwise. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly candidates: readonly string[];

  constructor(
    message: string,
    readonly remedy: string,
    readonly exitCode: 1 | 2 = 1,
    { code, candidates, ...options }: ErrorDetails = {},
  ) {
    super(message, options);
    this.code = code ?? (exitCode === 2 ? 'usage' : 'failed');
    this.candidates = candidates ?? [];
  }
}

/** A bad command line, name, field or spec file: nothing was tried. Exit code 2. */
export class UsageError extends UserError {
  constructor(message: string, remedy: string, details: ErrorDetails = {}) {
    super(message, remedy, 2, details);
  }
}
