import { readsRows, takesBodies } from '../../../resource/operations.js';
import { queryWords } from '../../../resource/reserved-names.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the tests of hidden fields print. */
export function hiddenValues(shape: Shape) {
  const { writable, scalars, serves } = shape;
  const input = writable.find((field) => field.hidden);
  const hidden = scalars.filter((field) => field.hidden).map(({ name }) => name);
  const hasBody = takesBodies(serves);
  const shown = shownAnswers(serves);
  const storesHidden = input !== undefined && hasBody;
  return {
    hasHidden: input !== undefined && (hasBody || readsRows(serves)),
    hidden,
    storesHidden,
    keepsHidden: input !== undefined && !hasBody && readsRows(serves),
    sortsBesideHidden: input !== undefined && serves.list,
    // A PATCH alone is all that the row is held against.
    hiddenChange: serves.create || serves.replace ? `{ ${input?.name}: body.${input?.name} }` : 'body',
    showsMany: !(serves.list && shown.length === 1),
    shownAnswers: shown,
    looksUpRows: storesHidden || (serves.create && !serves.get),
    // A list's own parameters mean something else.
    hiddenFilters: hidden.filter((name) => !queryWords.has(name)),
  };
}

const shownAnswers = ({ create, get, update, replace, list }: Shape['serves']): readonly string[] => [
  ...(create ? ['created.body'] : []),
  ...(get ? ['read.body'] : []),
  ...(update ? ['changed.body'] : []),
  ...(replace ? ['replaced.body'] : []),
  ...(list ? ['...listed.body.data'] : []),
];
