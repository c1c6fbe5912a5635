import { readlinkSync } from 'node:fs';

/** What this process runs on. */
export interface Machine {
  /** Of Node, without a `v`: `20.19.0`. */
  readonly nodeVersion: string;
  /** The path of Node, to run a program of a project with. */
  readonly node: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that a process runs in; undefined where nobody says so. */
  folderOf(pid: number): string | undefined;
}

/** The real thing. */
export const nodeMachine: Machine = {
  nodeVersion: process.versions.node,
  node: process.execPath,
  env: process.env,
  folderOf: (pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      return undefined;
    }
  },
};
