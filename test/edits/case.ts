import type { Outcome } from '../../src/core/outcome.js';

/** One edit of one file: `before.*` beside it becomes `after.*`, or it says why not. */
export interface EditCase {
  /** The file's place in its project, where that matters. */
  readonly path?: string;
  readonly present?: true;
  /** The reason given to the user. */
  readonly manual?: string;
  /** A line that was there is made longer, or broken. Without it every line stays, a comma apart. */
  readonly growsLine?: true;
  /** The line that imports what is added: the one insertion beside it. */
  readonly imports?: string;
  /** A word that is taken away. */
  readonly drops?: string;
  edit(text: string, path: string): Outcome;
}

export const editCase = (spec: EditCase): EditCase => spec;
