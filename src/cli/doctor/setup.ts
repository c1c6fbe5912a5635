import type { Manifest } from '../../core/manifest-shape.js';
import type { Disk } from '../../ports/disk.js';
import type { Machine } from '../../ports/machine.js';
import type { Network } from '../../ports/network.js';
import type { Ran, Shell } from '../../ports/shell.js';
import type { PackageManager } from '../prompts/choices.js';
import type { Environment } from './environment.js';
import type { Seen } from './finding.js';

/** The world around a project. */
export interface Outside {
  readonly shell: Shell;
  readonly network: Network;
  readonly machine: Machine;
}

/** A project as it is set up on this machine. */
export interface Setup extends Outside {
  readonly disk: Disk;
  /** Undefined where it cannot be read, which is a finding of its own. */
  readonly manifest: Manifest | undefined;
  /** Nothing in it where it cannot be read, which is a finding of its own. */
  readonly packageJson: PackageJson;
  readonly manager: PackageManager;
  readonly environment: Environment;
}

export type PackageJson = Readonly<Record<string, unknown>>;

export type Check = (setup: Setup) => readonly Seen[] | Promise<readonly Seen[]>;

/** No look at the outside world takes longer. */
export const LIMIT_MS = 5_000;

/** The code of a program that did not end in time. */
export const STOPPED = 130;

/** Runs a program that only says something, for so long. */
export function asked(
  shell: Shell,
  argv: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return shell.run(argv, { cwd, env, signal: AbortSignal.timeout(LIMIT_MS) });
}
