import { UsageError } from '../../core/errors.js';
import { type FieldTokens, type Modifier, tokenize } from './field-tokens.js';
import { type Access, accessLevels } from '../model.js';
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
import { checkedLists, type ListKind, parseFieldList } from '../field-lists.js';
import { fromEach } from '../mistakes.js';
import { inOrder, parseOperations } from '../operations.js';
import { checkFieldName, checkPath, checkResourceName, pluralFrom } from '../names-check.js';
import { parseVisible } from '../visibility.js';
import type { ParsedField, ParsedResource } from '../parsed.js';
import { argumentHint, typeHint } from './type-hints.js';
import { relationField } from './relation-field.js';
import { scalarField } from './scalar-field.js';
import { fieldError, nearest, oneOf, quote, suggestion } from '../wording.js';

/** Reads `title:string:max=200:searchable`. Whatever is wrong is a UsageError that says what, where and what to write instead. */
export function parseField(text: string): ParsedField {
  const tokens = tokenize(text);
  checkFieldName(tokens.name, text);
  const type = typeOf(tokens);
  const given = modifiersGiven(tokens, type);
  return isRelation(type) ? relationField(tokens, type, given) : scalarField(tokens, type, given);
}

/** Reads the `--resource` flag: `Post title:string author:belongsTo=User access=owner softDelete`, parted by spaces. */
export function parseResourceLine(text: string): ParsedResource {
  const [name = '', ...words] = text.split(/\s+/).filter((word) => word !== '');
  const options = words.filter((word) => !word.includes(':'));
  const fields = words.filter((word) => word.includes(':'));
  const given = options.map((word) => resourceOption(word, text));
  const lists = (kind: ListKind) => given.flatMap((option) => option[kind] ?? []);
  const both = { unique: lists('unique'), indexes: lists('indexes') };
  return parseResource(name, fields, Object.assign({}, ...given, both));
}

/** Reads the `--user` flag: `displayName:string:max=80 bio:text:optional`, parted by spaces. */
export function parseFieldsLine(text: string): readonly ParsedField[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length > 0) return fromEach(words, parseField);
  throw new UsageError(
    'No field is named for the user.',
    'Write fields as name:type, for example displayName:string bio:text:optional.',
  );
}

export type ResourceOptions = Partial<
  Pick<
    ParsedResource,
    'plural' | 'path' | 'access' | 'operations' | 'visible' | 'softDelete' | 'tests' | ListKind
  >
>;

/** A resource from its name, its fields' texts and its options. */
export function parseResource(
  name: string,
  fields: readonly string[],
  options: ResourceOptions = {},
): ParsedResource {
  const { plural: written, operations: some, unique, indexes, ...rest } = options;
  const plural = written === undefined ? {} : { plural: pluralFrom(name, written) };
  const operations = some === undefined ? {} : { operations: inOrder(some) };
  checkResourceName(name, plural.plural);
  if (rest.path !== undefined) checkPath(name, rest.path);
  const lists = { ...checkedLists('unique', unique), ...checkedLists('indexes', indexes) };
  return { name, ...plural, ...rest, ...operations, fields: fromEach(fields, parseField), ...lists };
}

/** An access level from its name. */
export function parseAccess(text: string): Access {
  const access = accessLevels.find((level) => level === text);
  if (access !== undefined) return access;
  throw new UsageError(
    `There is no access level ${quote(text)}.`,
    suggestion(text, accessLevels, `Use ${oneOf(accessLevels)}.`),
  );
}

function resourceOption(word: string, line: string): ResourceOptions {
  if (word.startsWith('access=')) return { access: parseAccess(word.slice('access='.length)) };
  if (word.startsWith('operations='))
    return { operations: parseOperations(word.slice('operations='.length)) };
  if (word.startsWith('path=')) return { path: word.slice('path='.length) };
  if (word.startsWith('plural=')) return { plural: word.slice('plural='.length) };
  if (word.startsWith('unique=')) return { unique: [parseFieldList(word.slice('unique='.length), 'unique')] };
  if (word.startsWith('index=')) return { indexes: [parseFieldList(word.slice('index='.length), 'indexes')] };
  if (word.startsWith('visible=')) return { visible: parseVisible(word.slice('visible='.length)) };
  if (word === 'softDelete' || word === 'softDelete=true') return { softDelete: true };
  if (word === 'tests=false') return { tests: false };
  throw new UsageError(
    `Resource ${quote(line)}: ${quote(word)} is neither a field nor an option.`,
    `Write a field as name:type (${example(word)}), or one of access=<level>, operations=<list>, plural=<name>, path=<path>, unique=<fields>, index=<fields>, visible=<field>, softDelete, tests=false.`,
  );
}

const example = (word: string) => (/^[a-z][A-Za-z0-9]{0,40}$/.test(word) ? `${word}:string` : 'title:string');

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
