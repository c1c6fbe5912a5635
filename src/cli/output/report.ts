import type { ManualStep } from '../../core/draft.js';
import { isBookkeeping } from '../../core/manifest.js';
import type { Change } from '../../core/project.js';
import { countLines } from './diff.js';
import type { Paint } from './paint.js';
import type { Problem, Work } from './result.js';
import { wrapped } from './wrap.js';

/** Folders with more new files than this are shown as one line. */
const listedFiles = 3;

/** What a command has to say beside its changes. */
export interface Words {
  readonly headline: string;
  /** A word and what there is to say of it: `access`, `public: everybody reads and writes`. */
  readonly about?: readonly (readonly [word: string, text: string])[] | undefined;
  readonly next: readonly string[];
  /** The command line that does the same without a question. */
  readonly again?: string | undefined;
}

/** How a stream shows text: lines are broken where it has a width. */
export interface View {
  readonly paint: Paint;
  readonly width?: number;
}

/** What was created, edited and removed, what is left to do by hand, and what to do next. */
export function summary({ headline, about = [], next, again }: Words, work: Work, view: View): string {
  const { paint } = view;
  const sections = [
    [paint.bold(headline)],
    broken(filesOf(work.changes, 'create', paint.green('created')), view),
    broken(edited(work, paint), view),
    broken(filesOf(work.changes, 'remove', paint.red('removed')), view),
    broken(
      about.map(([word, text]) => `  ${paint.cyan(word.padEnd(9))}${text}`),
      view,
    ),
    broken(
      work.notes.map((note) => `  ${paint.cyan('note')}     ${note}`),
      view,
    ),
    manualSteps(work.manual, paint),
    nextSteps(next, paint),
    again === undefined ? [] : [paint.bold('To skip the prompts next time, run:'), `  ${again}`],
  ];
  const shown = sections.filter((section) => section.length > 0).map((section) => section.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

const nextSteps = (next: readonly string[], { bold }: Paint): string[] =>
  next.length === 0 ? [] : [bold('Next steps:'), ...next.map((line) => `  ${line}`)];

/** What a dry run would have done. */
export function forecast({ changes, tasks, manual }: Work, { paint, width }: View): string {
  const files = changes.filter(({ path }) => !isBookkeeping(path));
  const count = (kind: Change['kind']) => files.filter((change) => change.kind === kind).length;
  const verbs = { create: 'created', update: 'edited', remove: 'removed' } as const;
  const [first, ...others] = (['create', 'update', 'remove'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => [count(kind), verbs[kind]] as const);
  const counts =
    first === undefined ? [] : [`${first[0]} file${first[0] === 1 ? '' : 's'} would be ${first[1]}`];
  const sentences = [
    'Dry run: nothing was written.',
    counts.length === 0 ? '' : `${[...counts, ...others.map((other) => other.join(' '))].join(', ')}.`,
    tasks.length === 0 ? '' : `Then it would run: ${tasks.map(({ run }) => run.join(' ')).join(', ')}.`,
    manual.length === 0 ? '' : `${steps(manual)} be left to do by hand.`,
    'Run the same command without --dry-run to do it.',
  ];
  const text = sentences.filter((sentence) => sentence !== '').join(' ');
  return `${wrapped(paint.bold(text), width ?? Infinity).join('\n')}\n`;
}

const steps = ({ length }: readonly ManualStep[]): string =>
  length === 1 ? 'One step would' : `${length} steps would`;

/** Where the words after `created`, `edited` … begin. */
const column = ' '.repeat(11);

const broken = (lines: readonly string[], { width = Infinity }: View): string[] =>
  lines.flatMap((line) => wrapped(line, width, column));

/** Files that came or went, those of a folder together where they are many. */
function filesOf(changes: readonly Change[], kind: 'create' | 'remove', word: string): string[] {
  const folders = new Map<string, string[]>();
  for (const { path } of changes.filter((change) => change.kind === kind && !isBookkeeping(change.path))) {
    const folder = groupOf(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, paths]) =>
    folder === '' || paths.length <= listedFiles
      ? paths.map((path) => `  ${word}  ${path}`)
      : [`  ${word}  ${folder}/ (${paths.length} files)`],
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

/** `error: message`, and below it what to do; broken into lines of a width where there is one. */
export function problemText(
  { message, remedy }: Pick<Problem, 'message' | 'remedy'>,
  paint: Paint,
  width = Infinity,
): string {
  const advice = remedy === '' ? [] : remedy.split('\n').flatMap((line) => wrapped(`  ${line}`, width, '  '));
  const said = `${paint.red('error:')} ${message}`.split('\n').flatMap((line) => wrapped(line, width, '  '));
  return `${[...said, ...advice].join('\n')}\n`;
}
