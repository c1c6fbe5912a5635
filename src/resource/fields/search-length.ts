import type { ScalarField } from '../model.js';

/** What a search has at least; `MIN_SEARCH_LENGTH` of created projects. */
export const shortestSearch = 3;

/** How long the texts are that tests write into a field: as `min` says, and of a searchable one long enough to be searched. */
export function shortestText({ min, searchable }: Pick<ScalarField, 'min' | 'searchable'>): number {
  return Math.max(Number(min ?? 1), searchable ? shortestSearch : 0);
}
