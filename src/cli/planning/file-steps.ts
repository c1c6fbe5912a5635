import type { ManualStep } from '../../core/draft.js';
import { patch } from '../output/diff.js';

/** What Plinth wrote of a file, and what it would write now: undefined where the file is not needed any more. */
export interface FileChange {
  readonly base: string;
  readonly theirs: string | undefined;
}

/** A step by hand for a file that is left alone. */
export const fileStep = (
  path: string,
  reason: string,
  { base: before, theirs: after }: FileChange,
): ManualStep => ({
  path,
  what: after === undefined ? `delete ${path}` : `make this change in ${path}`,
  reason,
  snippet: patch(
    after === undefined ? { kind: 'remove', path, before } : { kind: 'update', path, before, after },
  ),
});
