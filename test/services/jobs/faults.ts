import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const platform = 'src/platform/jobs';
const sending = `${platform}/jobs.ts`;
const loop = `${platform}/job-loop.ts`;

/** Mistakes that people make with jobs, planted in a blog with jobs. */
export const jobFaults: readonly Fault[] = [
  fault('J1', 'a job is added beside the transaction', /a job is left/, [
    edit(sending, 'return new Jobs(manager);', 'return manager.queryRunner ? this : new Jobs(manager);'),
  ]),
  fault('J2', 'a job is added after the commit, by the process', /the job runs: not within/, [
    edit(
      sending,
      'const id = await boss.send(',
      'if (this.#manager.queryRunner) return undefined;\n    const id = await boss.send(',
    ),
  ]),
  fault('J3', 'a job that was lost is noticed by nobody', /it runs again: not within/, [
    edit(`${platform}/boss.ts`, 'LOST_AFTER_SECONDS = 5', 'LOST_AFTER_SECONDS = 3_600'),
  ]),
  fault('J4', 'pauses that do not grow', /pauses of/, [
    edit(`${platform}/boss.ts`, 'retryBackoff: true', 'retryBackoff: false'),
  ]),
  fault('J4', 'the stack is kept and shown', /a stack is shown/, [
    edit(
      `${platform}/attempt.ts`,
      'const { message } = describeError(error) as { readonly message?: unknown };\n  return String(message)',
      'const { message, stack } = describeError(error) as Record<string, unknown>;\n  return String(stack ?? message)',
    ),
  ]),
  fault('J5', 'what runs is cut off', /it ended|cut off/, [
    edit(loop, 'await this.#endedWithin(this.#options.drainMs);', 'await this.#endedWithin(0);'),
    edit(loop, 'LAST_WORDS_MS = 500', 'LAST_WORDS_MS = 1'),
  ]),
  fault('J6', 'every worker starts what is scheduled', /more than once a minute/, [
    edit(
      `${platform}/start-jobs.ts`,
      '  const loops = jobs.map(',
      `  setInterval(() => {
    for (const { name, cron } of jobs) if (cron !== undefined) void boss.send(name, {});
  }, 20_000).unref();
  const loops = jobs.map(`,
    ),
  ]),
  fault('J7', 'keys are not passed on', /jobs for two keys/, [
    edit(sending, 'job.uniqueKey?.(checked) ?? randomUUID()', "randomUUID() + (checked ? '' : 'x')"),
  ]),
  fault('J8', 'data are believed', /a job was added/, [
    edit(
      sending,
      'if (result.success) return result.data;',
      'if (result.success || data) return data as never;',
    ),
  ]),
];
