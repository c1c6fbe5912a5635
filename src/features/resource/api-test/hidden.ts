import { queryWords } from '../../../resource/reserved-names.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the tests of hidden fields print. */
export function hiddenValues({ writable, scalars }: Shape) {
  const input = writable.find((field) => field.hidden);
  const hidden = scalars.filter((field) => field.hidden).map(({ name }) => name);
  return {
    hasHidden: input !== undefined,
    hidden,
    hiddenInput: input?.name,
    // A list's own parameters mean something else.
    hiddenFilters: hidden.filter((name) => !queryWords.has(name)),
  };
}
