import { UserError } from '../../core/errors.js';
import { isBookkeeping } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { shellWord } from '../output/command-line.js';
import { unified } from '../output/diff.js';
import { paint } from '../output/paint.js';
import { elapsed } from '../output/elapsed.js';
import { forecast, manualSteps, summary, type View, type Words } from '../output/report.js';
import type { ExitCode, Problem, Result, TaskResult, Work } from '../output/result.js';
import { runTasks } from './tasks.js';
import type { Session } from '../world.js';

/** A plan with what a command knows about it: where it goes and what to say. */
export interface PlanRun {
  readonly command: string;
  readonly plan: Plan;
  /** Where the project lies, or will. */
  readonly cwd: string;
  /** In the past tense: `Created my-api`. */
  readonly headline: string;
  readonly about?: Words['about'];
  /** What to do next, where every task was run. */
  readonly next: readonly string[];
  /** The command line that does the same without a question. */
  readonly again?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>>;
  commit(): Promise<void>;
  /** Runs after the tasks. Returns notes. */
  finish?(signal: AbortSignal): Promise<readonly string[]>;
}

/** Shows a plan, or commits it and runs its tasks. The one way from a plan to the disk. */
export async function runPlan(run: PlanRun, session: Session): Promise<Result> {
  const { plan } = run;
  if (session.globals.strict) refuseManualSteps(plan);
  if (plan.changes.length === 0 && plan.manual.length === 0) return nothingToDo(run);
  if (session.globals.dryRun) return shown(run, session);
  return session.world.interruption.guard((signal) => committed(run, session, signal));
}

function refuseManualSteps({ manual }: Plan): void {
  const [first] = manual;
  if (first === undefined) return;
  const others = manual.length === 1 ? '' : ` (and ${manual.length - 1} more)`;
  throw new UserError(
    `Refused under --strict: ${first.path} needs a step by hand: ${first.what}${others}.`,
    `Nothing was written. The reason: ${first.reason}`,
    1,
    { code: 'manual-step' },
  );
}

/** The result of a command that finds everything done. */
export function nothingToDo(
  { command, data }: Pick<PlanRun, 'command' | 'data'>,
  because = 'it is there already',
): Result {
  const work: Work = { changes: [], edits: new Map(), tasks: [], manual: [], notes: [] };
  return { command, exitCode: 0, text: `Nothing to do: ${because}.\n`, work, ...withData(data) };
}

const withData = (data: PlanRun['data']) => (data === undefined ? {} : { data });

/** Where the summary is not printed, what is left to do is all the same. */
function tellManualSteps({ manual }: Plan, { world: { terminal }, globals }: Session): void {
  if (globals.json || manual.length === 0) return;
  terminal.stderr.write(`${manualSteps(manual, paint(terminal.stderr.color)).join('\n')}\n`);
}

function shown({ command, plan, data }: PlanRun, session: Session): Result {
  const {
    world: { terminal },
    globals,
  } = session;
  tellManualSteps(plan, session);
  const work: Work = { ...plan, tasks: plan.tasks.map((task) => ({ ...task, status: 'not run' })) };
  const view = viewOf(terminal);
  // Plinth's own lists would be longer than what the user came to see.
  const changes = plan.changes.filter(({ path }) => !isBookkeeping(path));
  return {
    command,
    exitCode: plan.manual.length > 0 ? 3 : 0,
    text: globals.json
      ? ''
      : unified(changes, view.paint) + (globals.quiet ? '' : `\n${forecast(work, view)}`),
    work,
    always: true,
    ...withData(data),
  };
}

const viewOf = ({ stdout, width }: Session['world']['terminal']): View => ({
  paint: paint(stdout.color),
  ...(stdout.isTTY && { width }),
});

async function committed(run: PlanRun, session: Session, signal: AbortSignal): Promise<Result> {
  const { world, globals } = session;
  const { plan, cwd, command, data } = run;
  await run.commit();
  const { tasks, problem } = await runTasks(plan.tasks, world, {
    cwd,
    signal,
    silent: globals.json || globals.quiet,
  });
  if (globals.quiet) tellManualSteps(plan, session);
  const later = (await run.finish?.(signal)) ?? [];
  const work: Work = { ...plan, tasks, notes: [...plan.notes, ...later] };
  const wrong = signal.aborted ? interruption(tasks, cwd) : problem;
  const next = wrong === undefined ? run.next : [];
  const words = { ...run, headline: `${run.headline} in ${took(session)}.`, next };
  return {
    command,
    exitCode: exitCode(work, signal, problem),
    text: globals.quiet || globals.json ? '' : summary(words, work, viewOf(world.terminal)),
    work,
    next,
    ...(wrong === undefined ? {} : { problem: wrong }),
    ...withData(data),
  };
}

/** The command's own time: nobody is hurried at a prompt. */
const took = ({ world, started, asking }: Session): string =>
  elapsed(world.clock().getTime() - started.getTime() - (asking?.waited() ?? 0));

function exitCode(work: Work, signal: AbortSignal, problem: Problem | undefined): ExitCode {
  if (signal.aborted) return 130;
  if (problem !== undefined) return 1;
  return work.manual.length > 0 ? 3 : 0;
}

function interruption(tasks: readonly TaskResult[], cwd: string): Problem {
  const open = tasks.filter(({ status }) => status !== 'done').map(({ run }) => run.join(' '));
  return {
    code: 'interrupted',
    message: "Interrupted. The project's files are complete.",
    remedy:
      open.length === 0 ? '' : `Not finished: ${['', ...open].join(`\n  cd ${shellWord(cwd)} && `).trim()}`,
  };
}
