import process from 'node:process';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { firstFlaw, type Row, tableOf } from './table.js';

/** Progress to stderr as it goes, and the table to stdout at the end. */
export default class TableReporter implements Reporter {
  onTestCaseReady(test: TestCase): void {
    process.stderr.write(`${test.name}\n`);
  }

  onTestCaseResult(test: TestCase): void {
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
    process.stderr.write(`    ${seenOf(test)} (${seconds} s)\n`);
  }

  onTestRunEnd(modules: readonly TestModule[], failures: readonly unknown[]): void {
    const suites = modules.flatMap((module) => [
      ...module.errors(),
      ...[...module.children.allSuites()].flatMap((suite) => suite.errors()),
    ]);
    for (const error of [...suites, ...failures]) {
      process.stderr.write(`${String((error as Error).stack ?? (error as Error).message)}\n`);
    }
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    process.stdout.write(tableOf(tests.map(rowOf)));
  }
}

function rowOf(test: TestCase): Row {
  const [item = '', ...tried] = test.name.split(' ');
  return { item, tried: tried.join(' '), seen: seenOf(test) };
}

function seenOf(test: TestCase): string {
  const { state, errors } = test.result();
  const { notApplicable } = test.meta();
  if (state === 'failed') return `FAIL: ${firstFlaw(errors[0]?.message ?? '')}`;
  if (state !== 'passed') return 'FAIL: it was not tried';
  return notApplicable === undefined ? 'pass' : `does not apply: ${notApplicable}`;
}
