import type { ManualStep } from '../core/draft.js';
import { isBookkeeping } from '../core/manifest.js';
import type { Change } from '../core/project.js';
import { countLines, patch } from './diff.js';
import type { Paint } from './paint.js';
import type { Problem, Result, Work } from './result.js';

/** Folders with more new files than this are shown as one line. */
const listedFiles = 3;

/** What was created, edited and removed, what is left to do by hand, and what to do next. */
export function summary(headline: string, work: Work, next: readonly string[], paint: Paint): string {
  const sections = [
    [paint.bold(headline)],
    created(work.changes, paint),
    edited(work, paint),
    removed(work.changes, paint),
    work.notes.map((note) => `  ${paint.cyan('note')}     ${note}`),
    manualSteps(work.manual, paint),
    next.length === 0 ? [] : [paint.bold('Next:'), ...next.map((line) => `  ${line}`)],
  ];
  const shown = sections.filter((section) => section.length > 0).map((section) => section.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function created(changes: readonly Change[], paint: Paint): string[] {
  const folders = new Map<string, string[]>();
  for (const { path } of changes.filter(({ kind }) => kind === 'create')) {
    const folder = groupOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, paths]) =>
    folder === '' || paths.length <= listedFiles
      ? paths.map((path) => `  ${paint.green('created')}  ${path}`)
      : [`  ${paint.green('created')}  ${folder}/ ${paint.dim(`(${paths.length} files)`)}`],
  );
}

/** At most three folders deep: `src/modules/posts`, `src/http`, '' for the top. */
const groupOf = (path: string): string => path.split('/').slice(0, -1).slice(0, 3).join('/');

function edited({ changes, edits }: Work, paint: Paint): string[] {
  return changes
    .filter(({ kind, path }) => kind === 'update' && !isBookkeeping(path))
    .map((change) => {
      const whats = edits.get(change.path) ?? [];
      const reason = whats.length === 0 ? '' : paint.dim(`  ${whats.join(', ')}`);
      return `  ${paint.yellow('edited')}   ${change.path} ${counted(change, paint)}${reason}`;
    });
}

function removed(changes: readonly Change[], paint: Paint): string[] {
  return changes
    .filter(({ kind }) => kind === 'remove')
    .map(({ path }) => `  ${paint.red('removed')}  ${path}`);
}

function counted(change: Change, paint: Paint): string {
  const { added, removed: gone } = countLines(change);
  const minus = gone === 0 ? '' : paint.red(` -${gone}`);
  return `${paint.green(`+${added}`)}${minus}`;
}

/** The steps left to the user, each with its exact text. */
export function manualSteps(steps: readonly ManualStep[], paint: Paint): string[] {
  if (steps.length === 0) return [];
  const count = steps.length === 1 ? 'One step is' : `${steps.length} steps are`;
  return [
    paint.yellow(`${count} left to do by hand:`),
    ...steps.flatMap(({ path, what, reason, snippet }, index) => [
      '',
      `  ${index + 1}. ${paint.bold(path)}: ${what}`,
      `     ${paint.dim(`because ${reason}`)}`,
      ...snippet
        .trimEnd()
        .split('\n')
        .map((line) => `       ${line}`),
    ]),
  ];
}

/** `error: message`, and below it what to do. */
export function problemText({ message, remedy }: Problem, paint: Paint): string {
  const advice = remedy === '' ? '' : `${remedy.replace(/^/gm, '  ')}\n`;
  return `${paint.red('error:')} ${message}\n${advice}`;
}

/** The one document of `--json`. Every key of the frame is always there. */
export function document(result: Result, dryRun: boolean): string {
  const { command, work, data, problem, exitCode } = result;
  return json({
    ok: exitCode === 0 || exitCode === 3,
    command,
    exitCode,
    ...(work === undefined ? {} : { dryRun }),
    ...data,
    changes: (work?.changes ?? []).map((change) => ({
      kind: change.kind,
      path: change.path,
      ...countLines(change),
      ...(dryRun ? { diff: patch(change) } : {}),
    })),
    tasks: (work?.tasks ?? []).map(({ run, because, status }) => ({ run, because, status })),
    manual: work?.manual ?? [],
    notes: work?.notes ?? [],
    ...(problem === undefined ? {} : { error: problem }),
  });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** 1234 ms is "1.2 s". */
export function elapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
