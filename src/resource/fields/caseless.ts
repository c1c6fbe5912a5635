import type { ScalarField, ScalarType } from '../model.js';

/** Text that people type: `Ann` and `ann` are the same name. */
const caseFolded: ReadonlySet<ScalarType> = new Set(['string', 'email', 'url']);

/** Unique whatever the case of its letters: its index, its filter and its order are those of the lower-case form. */
export const isCaseless = (field: ScalarField): boolean => field.unique && caseFolded.has(field.type);
