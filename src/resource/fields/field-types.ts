import { type ScalarType, scalarTypes } from '../model.js';
import { types } from '../types/types.js';
import type { ModifierName } from './modifiers.js';
import { type RelationType, relationTypes, type RelationWords, relationWords } from './relation-types.js';

/** Everything that may stand after a field's name. */
export type FieldType = ScalarType | RelationType;
export const fieldTypes: readonly [FieldType, ...FieldType[]] = [...scalarTypes, ...relationTypes];

export const isRelation = (type: string): type is RelationType =>
  relationTypes.some((relation) => relation === type);

const wordsOf = (type: FieldType): RelationWords =>
  isRelation(type) ? relationWords[type] : types[type].language;

/** One line for prompts, `--help` and `plinth list`. */
export const aboutOf = (type: FieldType): string => wordsOf(type).about;

/** What may follow a type. */
export const modifiersOf = (type: FieldType): readonly ModifierName[] => wordsOf(type).modifiers;

/** Why a type cannot have a modifier; continues the sentence that says so. */
export const reasonOf = (type: FieldType, modifier: ModifierName): string =>
  wordsOf(type).reasons?.[modifier] ?? '';

/** What stands after its `=`: an entity, values, or the field that a slug is made from. */
export const argumentKind = (type: FieldType): 'entity' | 'values' | 'source' | undefined =>
  isRelation(type) ? 'entity' : types[type].language.argument?.kind;

export const takesArgument = (type: FieldType): boolean => argumentKind(type) !== undefined;

/** Words people bring from elsewhere, and what they are called here. */
export const typeSynonyms: ReadonlyMap<string, FieldType> = new Map(
  fieldTypes.flatMap((type) => wordsOf(type).synonyms.map((synonym) => [synonym, type] as const)),
);
