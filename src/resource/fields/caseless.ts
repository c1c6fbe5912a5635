import type { ScalarField } from '../model.js';
import { definitionOf } from '../types/types.js';

/** Unique whatever the case of its letters: its index, its filter and its order are those of the lower-case form. */
export const isCaseless = (field: ScalarField): boolean =>
  field.unique && definitionOf(field).values.isCaseFolded === true;
