import type { UsageError } from '../../core/errors.js';
import { type FieldTokens, type Modifier, tokenize } from './field-tokens.js';
import {
  type FieldType,
  fieldTypes,
  isRelation,
  modifiersOf,
  reasonOf,
  typeSynonyms,
} from '../fields/field-types.js';
import {
  deniable,
  flags,
  modifierNames,
  type Given,
  type ModifierName,
  modifierSynonyms,
  settings,
} from '../fields/modifiers.js';
import { checkFieldName } from '../names-check.js';
import type { ParsedField } from '../parsed.js';
import { argumentHint, typeHint } from './type-hints.js';
import { relationField } from './relation-field.js';
import { scalarField } from './scalar-field.js';
import { fieldError, nearest, quote } from '../wording.js';

/** Reads `title:string:max=200:searchable`. Whatever is wrong is a UsageError that says what, where and what to write instead. */
export function parseField(text: string): ParsedField {
  const tokens = tokenize(text);
  checkFieldName(tokens.name, text);
  const type = typeOf(tokens);
  const given = modifiersGiven(tokens, type);
  return isRelation(type) ? relationField(tokens, type, given) : scalarField(tokens, type, given);
}

function typeOf(tokens: FieldTokens): FieldType {
  const { text, type, name } = tokens;
  const found = fieldTypes.find((known) => known === type);
  if (found !== undefined) return found;
  const hint = typeHint(tokens);
  const near = typeSynonyms.get(type.toLowerCase()) ?? nearest(type, fieldTypes);
  const all = `The types are ${fieldTypes.join(', ')}.`;
  throw fieldError(
    text,
    `there is no type ${quote(type)}`,
    hint ?? (near === undefined ? all : `Did you mean "${name}:${near}"? ${all}`),
  );
}

function modifiersGiven(tokens: FieldTokens, type: FieldType): Given {
  const { text, modifiers } = tokens;
  const meant = argumentHint(tokens, type, modifierNames);
  if (meant !== undefined)
    throw fieldError(
      text,
      `${type} takes what follows after "=", not after a colon`,
      `Did you mean "${meant}"?`,
    );
  const given = new Map<ModifierName, string>();
  for (const modifier of modifiers) {
    const name = modifierName(text, modifier, type);
    if (given.has(name)) throw fieldError(text, `"${name}" appears twice`, 'Keep one of them.');
    given.set(name, modifier.value ?? '');
  }
  return given;
}

function modifierName(text: string, { name, value }: Modifier, type: FieldType): ModifierName {
  const found = modifierNames.find((known) => known === name);
  if (found === undefined) throw unknownModifier(text, name, type);
  if (!modifiersOf(type).includes(found)) throw misplaced(text, found, type);
  if (value !== undefined && flags.some((flag) => flag === found)) {
    const denied = deniable[found];
    if (denied !== undefined && (value === 'false' || value === 'true')) return found;
    const negated = denied === undefined ? ', or leave it out' : `, or "${found}=false" for ${denied}`;
    throw fieldError(text, `"${found}" takes no value`, `Write "${found}" alone${negated}.`);
  }
  if (value === undefined && settings.some((setting) => setting === found)) {
    throw fieldError(text, `"${found}" needs a value`, `Write "${found}=…".`);
  }
  return found;
}

function unknownModifier(text: string, name: string, type: FieldType): UsageError {
  const what = `there is no modifier ${quote(name)}`;
  if (name.toLowerCase() === 'required')
    return fieldError(text, what, 'Leave it out: a field is required unless "optional".');
  const all = `After ${type} there may be ${modifiersOf(type).join(', ')}; a colon inside a value is written \\:.`;
  const fitting = modifiersOf(type);
  const synonym = own(modifierSynonyms, name);
  const near = synonym !== undefined && fitting.includes(synonym) ? synonym : nearest(name, fitting);
  return fieldError(text, what, near === undefined ? all : `Did you mean "${near}"? ${all}`);
}

function misplaced(text: string, name: ModifierName, type: FieldType): UsageError {
  const types = fieldTypes.filter((known) => modifiersOf(known).includes(name));
  return fieldError(
    text,
    `${type} cannot have "${name}"${reasonOf(type, name)}`,
    `Remove "${name}" (it is for ${types.join(', ')}).`,
  );
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = Object.keys(record).find((known) => known.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : record[key];
}
