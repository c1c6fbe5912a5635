import { UsageError } from '../../core/errors.js';
import { Interrupted } from '../../ports/prompts.js';
import type { Session } from '../world.js';

interface Wording {
  /** What to do where nobody can be asked. */
  readonly remedy: string;
  /** What the migration does, where it is not that something goes with its data. */
  what?(dropped: string): string;
  question(what: string): string;
}

/**
 * Data is dropped only by somebody who says so.
 *
 * @param dropped `Post.subtitle`: fields whose columns or join tables go.
 */
export async function confirmDrop(
  dropped: readonly string[],
  { remedy, question, what: said = (names) => `The migration would drop ${names} with all data.` }: Wording,
  { globals, prompts }: Session,
): Promise<void> {
  if (dropped.length === 0 || globals.yes || globals.dryRun) return;
  const what = dropped.join(', ');
  if (prompts === undefined) {
    throw new UsageError(said(what), remedy, {
      code: 'needs-confirmation',
    });
  }
  if (!(await prompts.confirm({ message: question(what), default: false })))
    throw new Interrupted('Nothing was dropped.');
}
