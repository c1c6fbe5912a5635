import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oracleFile } from '../support/oracles.js';
import type { Finished } from '../support/run.js';
import type { Exchange } from './exchanges.js';
import type { ProjectFiles } from './project-files.js';

interface Share {
  readonly pct: number;
}

interface Coverage {
  readonly lines: Share;
  readonly branches: Share;
}

/** A run of the project's own tests. */
export interface TestRun {
  readonly finished: Finished;
  /** Read late: a run that failed has none. */
  readonly coverage: () => Coverage;
  /** What the servers of the run were asked and answered. */
  readonly exchanges: readonly Exchange[];
}

const options = ['--coverage', '--coverage.reporter=json-summary', '--sequence.shuffle', '--reporter=dot'];

export async function runTests(files: ProjectFiles): Promise<TestRun> {
  const output = join(files.dir, 'coverage');
  const record = join(files.dir, '.data', 'exchanges.ndjson');
  for (const path of [output, record]) rmSync(path, { recursive: true, force: true });
  const finished = await files.tool('vitest', ['run', ...options], {
    NODE_OPTIONS: `--import ${pathToFileURL(oracleFile('recorder.mjs')).href}`,
    EXCHANGES: record,
  });
  const summary = join(output, 'coverage-summary.json');
  return {
    finished,
    coverage: () => (JSON.parse(readFileSync(summary, 'utf8')) as { total: Coverage }).total,
    exchanges: existsSync(record) ? linesOf(record) : [],
  };
}

const linesOf = (path: string): readonly Exchange[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exchange);
