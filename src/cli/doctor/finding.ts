/** What a finding is about, for programs. */
export const doctorCodes = [
  'wrong-node',
  'other-node',
  'no-package-manager',
  'other-package-manager',
  'wrong-package-manager',
  'no-lock-file',
  'several-lock-files',
  'other-lock-file',
  'no-modules',
  'missing-packages',
  'stale-lock-file',
  'stale-modules',
  'unreadable-package',
  'no-env-file',
  'missing-variable',
  'unknown-variable',
  'weak-secret',
  'bad-value',
  'tracked-secrets',
  'unignored-secrets',
  'open-env-file',
  'taken-port',
  'unreachable-database',
  'refused-by-database',
  'pending-migrations',
  'unknown-migrations',
  'unusable-data',
  'silent-owner',
  'unreachable-redis',
  'unfinished-change',
  'unreadable-manifest',
  'newer-plinth',
  'no-repository',
  'untold',
] as const;

export type DoctorCode = (typeof doctorCodes)[number];

/** Something that is not as it should be. */
export interface Finding {
  readonly code: DoctorCode;
  /** A fault stops the project from working; a warning may; a note is good to know. */
  readonly level: 'fault' | 'warning' | 'note';
  readonly message: string;
  /** What to do now. */
  readonly remedy: string;
  /** Relative to the project. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
}

/** Something that was looked at and is fine. */
export interface Passed {
  readonly level: 'ok';
  readonly message: string;
}

export type Seen = Finding | Passed;

export const ok = (message: string): Passed => ({ level: 'ok', message });
