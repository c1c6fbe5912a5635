import type { Task } from '../../core/draft.js';
import { isInstall } from '../planning/plan-project.js';
import { shellWord } from '../output/command-line.js';
import { progress } from '../output/progress.js';
import type { Problem, TaskResult, TaskStatus } from '../output/result.js';
import type { World } from '../world.js';

export interface TaskRun {
  readonly tasks: readonly TaskResult[];
  /** Of the first task that failed. */
  readonly problem?: Problem;
}

interface Place {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** No progress lines. */
  readonly silent: boolean;
}

/** Runs tasks in order; after one that did not succeed the rest is not run. */
export async function runTasks(tasks: readonly Task[], world: World, place: Place): Promise<TaskRun> {
  const results: TaskResult[] = [];
  let problem: Problem | undefined;
  for (const task of tasks) {
    const stopped = results.some(({ status }) => status !== 'done');
    const { status, tail } = stopped ? notRun : await runTask(task, world, place);
    results.push({ ...task, status });
    if (status === 'failed') problem = failure(task, tail, place.cwd);
  }
  return problem === undefined ? { tasks: results } : { tasks: results, problem };
}

/** Whoever works on the project needs its tools, also where the shell says NODE_ENV=production: npm, pnpm and yarn would leave them out. */
const withDevelopment = { NODE_ENV: 'development', npm_config_include: 'dev' } as const;

const notRun = { status: 'not run', tail: [] } as const;

async function runTask(
  task: Task,
  world: World,
  { cwd, signal, silent }: Place,
): Promise<{ status: TaskStatus; tail: readonly string[] }> {
  if (signal.aborted) return notRun;
  const end = silent ? () => {} : progress(world.terminal, world.clock, task.run.join(' '));
  const env = isInstall(task) ? withDevelopment : undefined;
  const { code, tail } = await world.shell.run(task.run, { cwd, signal, ...(env && { env }) });
  const status = code === 0 ? 'done' : signal.aborted ? 'interrupted' : 'failed';
  end(status);
  return { status, tail };
}

function failure(task: Task, tail: readonly string[], cwd: string): Problem {
  const command = task.run.join(' ');
  return {
    code: 'task-failed',
    message: `"${command}" failed (${task.because}). The project's files are complete.`,
    remedy: `${tail.map((line) => `${line}\n`).join('')}Fix the cause, then run: cd ${shellWord(cwd)} && ${command}`,
  };
}
