import { fieldTypes, modifiersOf, takesArgument } from '../../resource/fields/field-types.js';
import { settings } from '../../resource/fields/modifiers.js';
import { relationTypes } from '../../resource/fields/relation-types.js';
import { deletionRules } from '../../resource/model.js';

const setting = (word: string): boolean => settings.some((known) => known === word);

/** The types as they are written: with `=` where an argument follows. */
export const typeWords: readonly string[] = fieldTypes.map((type) =>
  takesArgument(type) ? `${type}=` : type,
);

/** The modifiers of each type as they are written. */
export const modifierWords: readonly (readonly [type: string, words: readonly string[]])[] = fieldTypes.map(
  (type) => [type, modifiersOf(type).map((word) => (setting(word) ? `${word}=` : word))],
);

export const relations: readonly string[] = relationTypes;
export const deletions: readonly string[] = deletionRules;
