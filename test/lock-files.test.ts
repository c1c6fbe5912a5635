import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedModules } from './support/dependencies.js';
import { root } from './support/installed.js';
import { telemetry } from './support/telemetry.js';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const ours = execFileSync('git', ['ls-files', '*package-lock.json'], { cwd: root, encoding: 'utf8' });

const lockOf = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')) as Lock;

/** They work without: their scripts replace a program that starts Node by the native one. */
const needless = ['node_modules/esbuild', 'node_modules/dprint'];

function expectQuiet({ packages }: Lock): void {
  const paths = Object.keys(packages);
  expect(paths.filter((path) => telemetry.test(path))).toEqual([]);
  const scripts = paths.filter((path) => packages[path]?.hasInstallScript === true);
  expect(scripts.filter((path) => !needless.includes(path) && !path.endsWith('/fsevents'))).toEqual([]);
}

describe('nothing that is installed reports to its maker or runs a script', () => {
  it.each(ours.trim().split('\n'))('%s', (path) => expectQuiet(lockOf(join(root, path))));

  it('what created projects are made of', async () => {
    expectQuiet(lockOf(join(dirname(await installedModules()), 'package-lock.json')));
  });
});
