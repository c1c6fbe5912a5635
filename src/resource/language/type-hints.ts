import type { FieldTokens } from './field-tokens.js';
import {
  type FieldType,
  fieldTypes,
  isRelation,
  takesArgument,
  typeSynonyms,
} from '../fields/field-types.js';
import type { ScalarType } from '../model.js';
import { types } from '../types/types.js';

/** What a person most likely meant by a type as other languages write it: `string[]`, `User`, `varchar(200)`. */
export function typeHint({ name, type }: FieldTokens): string | undefined {
  const list = /^(\w+)\[\]$/.exec(type)?.[1];
  if (list !== undefined) {
    return /^[A-Z]/.test(list)
      ? `For several rows of ${list} write "${name}:manyToMany=${list}", or "${name}:hasMany=${list}".`
      : `There is no list type: write "${name}:json", or a resource of its own and "${name}:manyToMany=…".`;
  }
  const sized = /^(\w+)[({[<](\d+)(?:,(\d+))?[)}\]>]$/.exec(type);
  if (sized !== null) return `Did you mean "${name}:${withSize(sized[1] ?? '', sized[2] ?? '', sized[3])}"?`;
  const optional = /^(\w+)\?$/.exec(type)?.[1];
  if (optional !== undefined) return `Did you mean "${name}:${knownType(optional) ?? optional}:optional"?`;
  return /^[A-Z][A-Za-z0-9]*$/.test(type) && knownType(type) === undefined
    ? `Did you mean "${name}:belongsTo=${type}"?`
    : undefined;
}

/** `enum:open,closed` and `belongsTo:User`: the right spelling of what stands after the colon; undefined for a modifier. */
export function argumentHint(
  { name, argument, modifiers }: FieldTokens,
  type: FieldType,
  known: readonly string[],
): string | undefined {
  const [first] = modifiers;
  const isMeant = takesArgument(type) && argument === undefined && first?.value === undefined;
  return isMeant && first !== undefined && !known.includes(first.name)
    ? `${name}:${type}=${first.name}`
    : undefined;
}

/** `decimal=10,2` and `string=200`, as their modifiers. */
export function sizeHint(name: string, type: ScalarType, argument: string): string | undefined {
  const size = /^(\d+)(?:,(\d+))?$/.exec(argument);
  const isSized = types[type].language.sized !== undefined;
  return size === null || !isSized ? undefined : `${name}:${withSize(type, size[1] ?? '', size[2])}`;
}

function withSize(written: string, first: string, second: string | undefined): string {
  const type = knownType(written);
  const sized = type === undefined || isRelation(type) ? undefined : types[type].language.sized;
  return `${type ?? written}:${sized?.(first, second) ?? `max=${first}`}`;
}

function knownType(written: string): FieldType | undefined {
  const lower = written.toLowerCase();
  return fieldTypes.find((type) => type.toLowerCase() === lower) ?? typeSynonyms.get(lower);
}
