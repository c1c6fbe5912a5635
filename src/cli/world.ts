import type { Asking } from './prompts/asking.js';
import type { Machine } from '../ports/machine.js';
import type { Network } from '../ports/network.js';
import type { Interruption } from '../ports/interruption.js';
import type { Prompts } from '../ports/prompts.js';
import type { Shell } from '../ports/shell.js';
import type { Terminal } from '../ports/terminal.js';
import type { BuiltIns } from './planning/built-ins.js';

/** Everything outside this program that a command may touch, the disk apart. Tests pass fakes. */
export interface World {
  readonly terminal: Terminal;
  readonly prompts: Prompts;
  readonly shell: Shell;
  readonly network: Network;
  readonly machine: Machine;
  readonly interruption: Interruption;
  /** Loaded when a command needs it. */
  builtIns(): Promise<BuiltIns>;
  readonly clock: () => Date;
  readonly cwd: string;
  /** How a package manager says that it started us: `npm/10.8.2 node/v20.20.2 linux x64`. */
  readonly userAgent: string | undefined;
  /** SOURCE_DATE_EPOCH: the moment, in seconds, that generated files are to be of. */
  readonly epoch?: string | undefined;
  /** Whether lines for GitHub Actions are wanted, which shows them beside the code. */
  readonly annotates?: boolean;
}

/** The flags of every command. */
export interface Globals {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False under `--no-color`; whether a stream takes colour is the terminal's to know. */
  readonly color: boolean;
  readonly cwd: string;
}

/** What a command gets: the world, the flags, and somebody to ask if there is anybody. */
export interface Session {
  readonly world: World;
  readonly globals: Globals;
  /** Absent without a terminal, and under `--yes` or `--json`: what has a default takes it, the rest is an error. */
  readonly prompts: Prompts | undefined;
  /** How the prompts went. */
  readonly asking: Asking | undefined;
  readonly started: Date;
  /** What generated files are named after: the start, or SOURCE_DATE_EPOCH. */
  readonly moment: Date;
}
