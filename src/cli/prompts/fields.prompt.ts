import { problemOf } from './problem.js';
import type { Prompts } from '../../ports/prompts.js';
import { aboutOf, argumentKind, type FieldType, fieldTypes } from '../../resource/fields/field-types.js';
import { type ModifierName, settings } from '../../resource/fields/modifiers.js';
import { parseField } from '../../resource/language/field-language.js';
import { definitionOf } from '../../resource/types/types.js';

/** What the fields are asked for: a resource, or the user entity. */
export interface FieldOwner {
  /** Throws where the fields do not go together, or are none where there have to be some. */
  readonly check: (fields: readonly string[]) => void;
  /** The same, where more are to come. */
  readonly checkUnfinished: (fields: readonly string[]) => void;
  /** What a relation can point at. */
  readonly entities: readonly string[];
  /** Why the next field cannot have a type. */
  readonly refused: (type: FieldType, fields: readonly string[]) => string | undefined;
  /** What may follow a type. */
  readonly modifiersOf: (type: FieldType) => readonly ModifierName[];
}

/** Asks for fields one by one until an empty name. Every answer is checked when it is given. */
export async function askFields(prompts: Prompts, owner: FieldOwner): Promise<readonly string[]> {
  const fields: string[] = [];
  for (;;) {
    const field = await prompts.text({
      message: fields.length === 0 ? 'First field (camelCase: title)' : 'Next field (Enter for no more)',
      check: (answer) => nameProblem(answer, fields, owner),
    });
    if (field === '') return fields;
    fields.push(await askField(prompts, field, fields, owner));
  }
}

function nameProblem(
  answer: string,
  fields: readonly string[],
  { check, checkUnfinished }: FieldOwner,
): string | undefined {
  if (answer === '') return problemOf(() => check(fields));
  if (answer.includes(':')) return 'Only the name here: its type and modifiers are asked for next.';
  // A boolean, since nothing is asked of its modifiers: whether a text is a secret is the modifiers' to say.
  return problemOf(() => checkUnfinished([...fields, `${answer}:boolean`]));
}

async function askField(
  prompts: Prompts,
  field: string,
  fields: readonly string[],
  owner: FieldOwner,
): Promise<string> {
  const choices = fieldTypes.map((value) => ({
    value,
    about: aboutOf(value),
    disabled: owner.refused(value, fields),
  }));
  const message = `Type of ${field}`;
  const type = (await prompts.choice({ message, choices, default: fieldTypes[0] })) as FieldType;
  const argument = await askArgument(prompts, field, type, { fields, entities: owner.entities });
  const start = `${field}:${type}${argument === '' ? '' : `=${argument}`}`;
  const complete = (answer: string) => withModifiers(start, answer);
  const modifiers = await prompts.text({
    message: `Modifiers of ${field}, separated by spaces (Enter for none): ${written(owner.modifiersOf(type))}`,
    check: (answer) => problemOf(() => owner.checkUnfinished([...fields, complete(answer)])),
  });
  return complete(modifiers);
}

/** Why there can be no slug among the fields of a resource. */
export function noSlug(type: FieldType, fields: readonly string[]): string | undefined {
  if (argumentKind(type) !== 'source') return undefined;
  if (slugSources(fields).length === 0) return 'needs a string or text field first';
  const hasOne = fields
    .map(parseField)
    .some((field) => field.kind === 'scalar' && field.source !== undefined);
  return hasOne ? 'a resource has one' : undefined;
}

const written = (modifiers: readonly ModifierName[]): string =>
  modifiers.map((word) => (settings.some((setting) => setting === word) ? `${word}=` : word)).join(' ');

const withModifiers = (start: string, modifiers: string): string =>
  [start, ...modifiers.split(/\s+/).filter((word) => word !== '')].join(':');

/** The fields so far that a slug can be made from. */
const slugSources = (fields: readonly string[]): readonly string[] =>
  fields
    .map((field) => parseField(field))
    .filter((field) => field.kind === 'scalar')
    .filter((field) => definitionOf(field).values.feedsSlug && !field.optional && !field.hidden)
    .map(({ name }) => name);

/** What comes after the type's `=`. */
async function askArgument(
  prompts: Prompts,
  field: string,
  type: FieldType,
  { fields, entities }: { readonly fields: readonly string[]; readonly entities: readonly string[] },
): Promise<string> {
  const among = (values: readonly string[]) => values.map((value) => ({ value }));
  const kind = argumentKind(type);
  if (kind === undefined) return '';
  if (kind === 'values') return askValues(prompts, field, type);
  if (kind === 'source')
    return prompts.choice({ message: 'Made from which field?', choices: among(slugSources(fields)) });
  return prompts.choice({ message: `${type} which entity?`, choices: among(entities) });
}

async function askValues(prompts: Prompts, field: string, type: FieldType): Promise<string> {
  const tidy = (answer: string) => answer.replace(/\s*,\s*/g, ',').trim();
  const answer = await prompts.text({
    message: `Values of ${field}, separated by commas (draft,published)`,
    check: (values) => problemOf(() => parseField(`${field}:${type}=${tidy(values)}`)),
  });
  return tidy(answer);
}
