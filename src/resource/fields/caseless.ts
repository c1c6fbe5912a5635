import type { ScalarField } from '../model.js';
import { definitionOf } from '../types/types.js';

/** Unique whatever the case of its letters: its index, its filter and its order are those of the lower-case form. */
export const isCaseless = (field: ScalarField): boolean => field.unique && isCaseFolded(field);

/** Text that people type: where it is unique, alone or with other fields, the case of its letters does not matter. */
export const isCaseFolded = (field: ScalarField): boolean => definitionOf(field).values.isCaseFolded === true;
