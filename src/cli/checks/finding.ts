/** What a finding is about, for programs. */
export const findingCodes = [
  'other-framework',
  'missing-file',
  'missing-part',
  'open-step',
  'does-not-fit',
  'unknown-entity',
  'unlisted-migration',
  'same-moment',
  'unresolved-import',
  'merge-conflict',
  'undocumented-setting',
  'unknown-setting',
  'deleted-files',
  'edited-files',
  'other-version',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** Something that a check has found. */
export interface Finding {
  readonly code: FindingCode;
  /** A fault has to be mended; a note is good to know. */
  readonly level: 'fault' | 'note';
  readonly message: string;
  /** What to do now. */
  readonly remedy: string;
  /** Relative to the project. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
}

/** The line of a place in a text, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
