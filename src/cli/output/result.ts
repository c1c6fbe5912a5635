import type { ErrorCode } from '../../core/errors.js';
import type { ManualStep, Task } from '../../core/draft.js';
import type { Change } from '../../core/project.js';

export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  /** What was meant most likely. */
  readonly candidates?: readonly string[];
}

export type TaskStatus = 'done' | 'failed' | 'interrupted' | 'not run';

export interface TaskResult extends Task {
  readonly status: TaskStatus;
}

/** 0 done or nothing to do, 1 failed, 2 bad usage, 3 manual steps left, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** What a command that writes did, or under `--dry-run` would do. */
export interface Work {
  readonly changes: readonly Change[];
  readonly edits: ReadonlyMap<string, readonly string[]>;
  readonly tasks: readonly TaskResult[];
  readonly manual: readonly ManualStep[];
  readonly notes: readonly string[];
}

/** How a command ended: text for people, a document for programs, an exit code for both. */
export interface Result {
  readonly command: string;
  readonly exitCode: ExitCode;
  /** For stdout. */
  readonly text: string;
  /** Of its own in the JSON document: what `plinth list` lists, for instance. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly work?: Work;
  /** Command lines to run next. */
  readonly next?: readonly string[];
  /** Something that went wrong after the commit. */
  readonly problem?: Problem;
  /** Printed whatever the flags say: a diff, a completion script. */
  readonly always?: boolean;
}
