import { UserError } from '../core/errors.js';
import type { Plan } from '../core/plan.js';
import { unified } from './diff.js';
import { paint } from './paint.js';
import { elapsed, manualSteps, summary } from './report.js';
import type { ExitCode, Problem, Result, TaskResult, Work } from './result.js';
import { runTasks } from './tasks.js';
import type { Session } from './world.js';

/** A plan with what a command knows about it: where it goes and what to say. */
export interface Delivery {
  readonly command: string;
  readonly plan: Plan;
  /** Where the project lies, or will. */
  readonly cwd: string;
  /** In the past tense: `Created my-api`. */
  readonly headline: string;
  /** What to do next, where every task was run. */
  readonly next: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  commit(): Promise<void>;
  /** Runs after the tasks. Returns notes. */
  finish?(signal: AbortSignal): Promise<readonly string[]>;
}

/** Shows a plan, or commits it and runs its tasks. The one way from a plan to the disk. */
export async function deliver(delivery: Delivery, session: Session): Promise<Result> {
  const { plan } = delivery;
  if (session.globals.strict) refuseManualSteps(plan);
  if (plan.changes.length === 0 && plan.manual.length === 0) return nothingToDo(delivery);
  if (session.globals.dryRun) return shown(delivery, session);
  return session.world.interruption.guard((signal) => delivered(delivery, session, signal));
}

function refuseManualSteps({ manual }: Plan): void {
  const [first] = manual;
  if (first === undefined) return;
  const others = manual.length === 1 ? '' : ` (and ${manual.length - 1} more)`;
  throw new UserError(
    `Refused under --strict: ${first.path} needs a step by hand: ${first.what}${others}.`,
    `Nothing was written. The reason: ${first.reason}`,
  );
}

/** The result of a command that finds everything done. */
export function nothingToDo({ command, data }: Pick<Delivery, 'command' | 'data'>): Result {
  const work: Work = { changes: [], edits: new Map(), tasks: [], manual: [], notes: [] };
  return { command, exitCode: 0, text: 'Nothing to do: it is there already.\n', work, ...withData(data) };
}

const withData = (data: Delivery['data']) => (data === undefined ? {} : { data });

function shown({ command, plan, data }: Delivery, { world: { terminal }, globals }: Session): Result {
  if (!globals.json && plan.manual.length > 0) {
    terminal.stderr.write(`${manualSteps(plan.manual, paint(terminal.stderr.color)).join('\n')}\n`);
  }
  return {
    command,
    exitCode: plan.manual.length > 0 ? 3 : 0,
    text: globals.json ? '' : unified(plan.changes, paint(terminal.stdout.color)),
    work: { ...plan, tasks: plan.tasks.map((task) => ({ ...task, status: 'not run' })) },
    always: true,
    ...withData(data),
  };
}

async function delivered(delivery: Delivery, session: Session, signal: AbortSignal): Promise<Result> {
  const { world, globals, started } = session;
  const { plan, cwd, command, data } = delivery;
  await delivery.commit();
  const { tasks, problem } = await runTasks(plan.tasks, world, {
    cwd,
    signal,
    silent: globals.json || globals.quiet,
  });
  const later = (await delivery.finish?.(signal)) ?? [];
  const work: Work = { ...plan, tasks, notes: [...plan.notes, ...later] };
  const wrong = signal.aborted ? interruption(tasks, cwd) : problem;
  const took = elapsed(world.clock().getTime() - started.getTime());
  const next = wrong === undefined ? delivery.next : [];
  return {
    command,
    exitCode: exitCode(work, signal, problem),
    text:
      globals.quiet || globals.json
        ? ''
        : summary(`${delivery.headline} in ${took}.`, work, next, paint(world.terminal.stdout.color)),
    work,
    ...(wrong === undefined ? {} : { problem: wrong }),
    ...withData(data),
  };
}

function exitCode(work: Work, signal: AbortSignal, problem: Problem | undefined): ExitCode {
  if (signal.aborted) return 130;
  if (problem !== undefined) return 1;
  return work.manual.length > 0 ? 3 : 0;
}

function interruption(tasks: readonly TaskResult[], cwd: string): Problem {
  const open = tasks.filter(({ status }) => status !== 'done').map(({ run }) => run.join(' '));
  return {
    message: "Interrupted. The project's files are complete.",
    remedy: open.length === 0 ? '' : `Not finished: ${['', ...open].join(`\n  cd ${cwd} && `).trim()}`,
  };
}
