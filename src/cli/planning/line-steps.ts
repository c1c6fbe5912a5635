import type { ManualStep } from '../../core/draft.js';

/** A line of a file, from 1. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

interface Words {
  /** The title of the step but for the path, which ends it. */
  readonly what: string;
  readonly why: string;
  /** What is to be said of the numbers. */
  readonly aside?: string;
}

/** A step by hand for lines of a file. */
export const lineStep = (
  path: string,
  { what, why, aside = '' }: Words,
  lines: readonly Line[],
): ManualStep => ({
  path,
  what: `${what} ${path}`,
  reason: `${why}: line${lines.length === 1 ? '' : 's'} ${lines.map(({ at }) => at).join(', ')}${aside}.`,
  snippet: lines.map(({ at, text }) => `${at}: ${text.trim()}`).join('\n'),
});
