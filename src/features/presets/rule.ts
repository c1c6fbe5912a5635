import type { Draft } from '../../core/draft.js';
import { edited } from '../../core/outcome.js';

/** A place in a file that a new project has, and what a preset makes of it. */
export interface Replacement {
  readonly find: string;
  readonly replace: string;
}

/**
 * Fills a file with a rule, as somebody would by hand. The file was rendered a moment ago, so a place that is not in it once is a mistake of
 * ours.
 */
export function fill(draft: Draft, path: string, what: string, places: readonly Replacement[]): void {
  draft.edit(path, what, (text) => edited(places.reduce((left, place) => replaced(left, path, place), text)));
}

function replaced(text: string, path: string, { find, replace }: Replacement): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${path} has ${text.split(find).length - 1} places that are ${JSON.stringify(find)}.`);
  }
  return `${before}${replace}${after}`;
}
