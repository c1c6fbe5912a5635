import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../src/cli/main.js';
import type { Bin } from '../../src/cli/start.js';
import { scratch } from '../support/scratch.js';
import { type FakeOptions, fakeWorld } from './fake-world.js';

/** A folder of its own for one test. */
export interface Sandbox {
  readonly root: string;
  write(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  /** Every path below the folder with its kind, mode and content. */
  snapshot(): Readonly<Record<string, string>>;
  /** Runs a command line in it, in this process. */
  run(bin: Bin, words: readonly string[], options?: FakeOptions): Promise<Ended>;
  remove(): void;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ran: readonly string[];
  readonly asked: readonly string[];
}

export function sandbox(): Sandbox {
  const root = mkdtempSync(join(scratch, 'plinth-cli-'));
  return {
    root,
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    snapshot: () => Object.fromEntries(entries(root, '')),
    async run(bin, words, options = {}) {
      const world = fakeWorld({ cwd: root, ...options });
      const code = await run(bin, words, world);
      return { code, ...world.printed(), ran: world.ran, asked: world.asked };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function entries(root: string, folder: string): (readonly [string, string])[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = lstatSync(join(root, path));
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) return [[path, `folder ${mode}`] as const, ...entries(root, path)];
    return [[path, `${mode} ${readFileSync(join(root, path), 'utf8')}`] as const];
  });
}
