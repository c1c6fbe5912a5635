import type { Given } from '../fields/modifiers.js';
import type { FieldTokens } from './field-tokens.js';
import { deletionRules, type OnDelete } from '../model.js';
import type { RelationType } from '../fields/relation-types.js';
import { checkFieldName, checkTargetName } from '../names-check.js';
import type { ParsedField } from '../parsed.js';
import { fieldError, quote, suggestion } from '../wording.js';

/** A relation from its words; whether the other side exists is found out later. */
export function relationField(tokens: FieldTokens, kind: RelationType, given: Given): ParsedField {
  const { text, name } = tokens;
  const target = targetOf(tokens);
  const inverse = inverseOf(text, given);
  const shared = { name, target, ...(inverse === undefined ? {} : { inverse }) };
  if (kind === 'manyToMany') return { kind, ...shared };
  const optional = given.has('optional');
  const onDelete = onDeleteOf(text, given);
  if (onDelete === 'setNull' && !optional) {
    throw fieldError(
      text,
      'a required relation cannot be set to null',
      'Add :optional, or use onDelete=cascade or restrict.',
    );
  }
  const rest = { ...shared, optional, ...(onDelete === undefined ? {} : { onDelete }) };
  if (kind !== 'belongsTo') return { kind, ...rest };
  if (ownerOf(given) === true && optional) {
    throw fieldError(
      text,
      "the owner cannot be optional, a row without one would be nobody's",
      'Remove :optional or :owner.',
    );
  }
  const owner = ownerOf(given);
  return { kind, ...rest, unique: given.has('unique'), ...(owner === undefined ? {} : { owner }) };
}

/** `owner=false` says that requests set it. */
function ownerOf(given: Given): boolean | undefined {
  const value = given.get('owner');
  return value === undefined ? undefined : value !== 'false';
}

function targetOf({ text, name, type, argument }: FieldTokens): string {
  if (argument === undefined || argument === '') {
    throw fieldError(
      text,
      `${type} needs the entity it points to`,
      `Write ${name}:${type}=<Entity>, for example author:belongsTo=User.`,
    );
  }
  checkTargetName(argument, text);
  return argument;
}

function inverseOf(text: string, given: Given): string | undefined {
  const inverse = given.get('inverse');
  if (inverse !== undefined) checkFieldName(inverse, text);
  return inverse;
}

function onDeleteOf(text: string, given: Given): OnDelete | undefined {
  const value = given.get('onDelete');
  if (value === undefined) return undefined;
  const found = deletionRules.find((rule) => rule === value);
  if (found !== undefined) return found;
  throw fieldError(
    text,
    `there is no onDelete=${quote(value)}`,
    suggestion(value, deletionRules, 'Use cascade, restrict or setNull.'),
  );
}
