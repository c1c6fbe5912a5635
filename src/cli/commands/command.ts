import type { Command, Option } from 'commander';
import type { Result } from '../output/result.js';
import type { Session } from '../world.js';

/** What commander understood of a command line. */
export interface Input {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

export type Handler = (session: Session, input: Input) => Promise<Result>;

/** One row of the command table. The handler is loaded when the command is run. */
export interface CommandRow {
  /** `add resource` is the command `resource` below the group `add`. */
  readonly path: readonly [string] | readonly [string, string];
  readonly summary: string;
  readonly args: readonly (readonly [name: string, about: string, choices?: readonly string[]])[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** More help, for a terminal of a width. */
  readonly teach?: (width: number) => string;
  load(): Promise<{ readonly handler: Handler }>;
}

/** The whole table, for those who describe it. */
export type Table = Command;
