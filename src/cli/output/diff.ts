// The package's own entry loads thirty files; these two are what we use.
import { diffLines } from 'diff/lib/diff/line.js';
import { createTwoFilesPatch } from 'diff/lib/patch/create.js';
import type { Change } from '../../core/project.js';
import type { Paint } from './paint.js';

export interface LineCount {
  readonly added: number;
  readonly removed: number;
}

/** How many lines a change adds and removes. */
export function countLines(change: Change): LineCount {
  if (change.kind === 'create') return { added: lines(change.after), removed: 0 };
  if (change.kind === 'remove') return { added: 0, removed: lines(change.before) };
  const parts = diffLines(...differing(change.before, change.after));
  const sum = (key: 'added' | 'removed') =>
    parts.filter((part) => part[key]).reduce((total, part) => total + part.count, 0);
  return { added: sum('added'), removed: sum('removed') };
}

/** Two texts without the lines that both begin with and both end with: what an edit of a long file leaves is short. */
function differing(before: string, after: string): [before: string, after: string] {
  if (!before.endsWith('\n') || !after.endsWith('\n')) return [before, after];
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (start + end < shorter && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const part = (all: readonly string[]) =>
    all
      .slice(start, all.length - end)
      .map((line) => `${line}\n`)
      .join('');
  return [part(old), part(now)];
}

const lines = (text: string): number =>
  text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);

/** A unified diff that `git apply` and `patch -p1` take. */
export function unified(changes: readonly Change[], paint: Paint): string {
  return changes.map((change) => coloured(patch(change), paint)).join('');
}

/** The patch of one file. */
export function patch(change: Change): string {
  const before = change.kind === 'create' ? '' : change.before;
  const after = change.kind === 'remove' ? '' : change.after;
  const text = createTwoFilesPatch(
    change.kind === 'create' ? '/dev/null' : `a/${change.path}`,
    change.kind === 'remove' ? '/dev/null' : `b/${change.path}`,
    before,
    after,
    '',
    '',
    { context: 3 },
  );
  return text.replace(/^=+\n/, () => `diff --git a/${change.path} b/${change.path}\n${modes[change.kind]}`);
}

const modes = {
  create: 'new file mode 100644\n',
  update: '',
  remove: 'deleted file mode 100644\n',
} as const satisfies Record<Change['kind'], string>;

function coloured(text: string, paint: Paint): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^(diff|new|deleted|---|\+\+\+) /.test(line)) return paint.bold(line);
      if (line.startsWith('@@')) return paint.cyan(line);
      if (line.startsWith('+')) return paint.green(line);
      return line.startsWith('-') ? paint.red(line) : line;
    })
    .join('\n');
}
