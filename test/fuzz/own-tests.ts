import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/run.js';
import { fault, type Fault, type Place } from './faults.js';
import { folderOf, written } from './spec.js';

interface TestReport {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** The tests of the resources, and those that the resources change; what every project has is held elsewhere. */
export async function ownTests({ spec, folder, figures }: Place): Promise<readonly Fault[]> {
  const report = join(folder, '.data', 'report.json');
  const folders = written(spec).map((resource) => `test/${folderOf(resource)}/`);
  const args = ['run', '--reporter=json', `--outputFile=${report}`, ...folders, 'test/fields.test.ts'];
  const { stdout, stderr } = await run(join(folder, 'node_modules', '.bin', 'vitest'), args, {
    cwd: folder,
    env: { NO_COLOR: '1' },
  });
  if (!existsSync(report)) return [fault('tests', spec, `No report.\n${stdout}\n${stderr}`.slice(0, 4000))];
  const { testResults, numTotalTests } = JSON.parse(readFileSync(report, 'utf8')) as TestReport;
  figures.tests += numTotalTests;
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.slice(name.indexOf('/test/') + 1);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length > 0)
      return failed.map((one) =>
        fault('tests', spec, `${file}: ${one.fullName}\n${(one.failureMessages[0] ?? '').slice(0, 1200)}`),
      );
    return status === 'failed' ? [fault('tests', spec, `${file}: ${message.slice(0, 1200)}`)] : [];
  });
}
