import type { Interruption } from '../ports/interruption.js';
import type { Prompts } from '../ports/prompts.js';
import type { Shell } from '../ports/shell.js';
import type { Terminal } from '../ports/terminal.js';
import type { Stock } from './stock.js';

/** Everything outside this program that a command may touch, the disk apart. Tests pass fakes. */
export interface World {
  readonly terminal: Terminal;
  readonly prompts: Prompts;
  readonly shell: Shell;
  readonly interruption: Interruption;
  /** Loaded when a command needs it. */
  stock(): Promise<Stock>;
  readonly clock: () => Date;
  readonly cwd: string;
  /** How a package manager says that it started us: `npm/10.8.2 node/v20.20.2 linux x64`. */
  readonly userAgent: string | undefined;
}

/** The flags of every command. */
export interface Globals {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly cwd: string;
}

/** What a command gets: the world, the flags, and somebody to ask if there is anybody. */
export interface Session {
  readonly world: World;
  readonly globals: Globals;
  /** Absent without a terminal, and under `--yes` or `--json`: what has a default takes it, the rest is an error. */
  readonly prompts: Prompts | undefined;
  readonly started: Date;
}
