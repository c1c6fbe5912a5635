import { problemOf } from './problem.js';
import type { Prompts } from '../../ports/prompts.js';
import { accessAbout } from '../../resource/fields/about.js';
import {
  parseAccess,
  parseField,
  parseResource,
  type ResourceOptions,
} from '../../resource/language/field-language.js';
import type { GraphContext } from '../../resource/graph/context.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { type Access, accessLevels, type Resource } from '../../resource/model.js';
import {
  aboutOf,
  argumentKind,
  type FieldType,
  fieldTypes,
  modifiersOf,
} from '../../resource/fields/field-types.js';
import { settings } from '../../resource/fields/modifiers.js';
import { namesOf } from '../../resource/names.js';
import { pluralFrom } from '../../resource/names-check.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { definitionOf } from '../../resource/types/types.js';

/** What was on the command line already. */
export type Given = ResourceOptions & { readonly name: string | undefined };

/** What a new resource has to fit into: the project, and the resources that are made together with it. */
export interface Surroundings extends GraphContext {
  readonly others: readonly ParsedResource[];
}

/** Asks for a resource: name, fields one by one until an empty name, access. Every answer is checked when it is given. */
export async function askResource(
  prompts: Prompts,
  { name: given, ...options }: Given,
  around: Surroundings,
): Promise<ParsedResource> {
  if (given !== undefined) checkUnfinished(parseResource(given, [], options), around);
  const name =
    given ??
    (await prompts.text({
      message: 'Resource name (singular, PascalCase: BlogPost)',
      check: (answer) => problemOf(() => checkUnfinished(parseResource(answer, []), around)),
    }));
  const plural = options.plural ?? (await askPlural(prompts, name));
  const known = plural === undefined ? options : { ...options, plural };
  const fields = await askFields(prompts, name, around);
  const access = options.access ?? (await askAccess(prompts, parseResource(name, fields, known), around));
  return parseResource(name, fields, access === undefined ? known : { ...known, access });
}

/** Where English has no other word for several, there may be a better one. */
async function askPlural(prompts: Prompts, name: string): Promise<string | undefined> {
  if (namesOf(name).plural.pascal !== name) return undefined;
  const check = (answer: string) => (answer === '' ? undefined : problemOf(() => pluralFrom(name, answer)));
  const plural = await prompts.text({ message: `What are several called? (Enter for ${name})`, check });
  return plural === '' ? undefined : plural;
}

/** The resource among the others, with everything decided; refused where it does not fit. */
const fitted = (resource: ParsedResource, { others, ...context }: Surroundings): Resource | undefined =>
  resolveResources([...others, resource], context).find(({ name }) => name === resource.name);

/** As `fitted`, where more fields are to come: one stands in for them. */
const checkUnfinished = (resource: ParsedResource, around: Surroundings) =>
  fitted({ ...resource, fields: [...resource.fields, parseField('fieldToCome:string')] }, around);

async function askFields(prompts: Prompts, name: string, around: Surroundings): Promise<string[]> {
  const fields: string[] = [];
  for (;;) {
    const field = await prompts.text({
      message: fields.length === 0 ? 'First field (camelCase: title)' : 'Next field (Enter for no more)',
      check: (answer) => fieldNameProblem(answer, name, fields, around),
    });
    if (field === '') return fields;
    fields.push(await askField(prompts, field, { name, fields, around }));
  }
}

function fieldNameProblem(
  answer: string,
  name: string,
  fields: readonly string[],
  around: Surroundings,
): string | undefined {
  if (answer === '') return problemOf(() => fitted(parseResource(name, fields), around));
  if (answer.includes(':')) return 'Only the name here: its type and modifiers are asked for next.';
  // A boolean, since nothing is asked of its modifiers: whether a text is a secret is the modifiers' to say.
  return problemOf(() => checkUnfinished(parseResource(name, [...fields, `${answer}:boolean`]), around));
}

/** The resource a field is asked for. */
interface Unfinished {
  readonly name: string;
  readonly fields: readonly string[];
  readonly around: Surroundings;
}

async function askField(prompts: Prompts, field: string, so: Unfinished): Promise<string> {
  const sources = slugSources(so.fields);
  const choices = fieldTypes.map((value) => ({
    value,
    about: aboutOf(value),
    disabled: argumentKind(value) === 'source' ? noSlug(so.fields) : undefined,
  }));
  const message = `Type of ${field}`;
  const type = (await prompts.choice({ message, choices, default: fieldTypes[0] })) as FieldType;
  const argument = await askArgument(prompts, field, type, { ...so, sources });
  const start = `${field}:${type}${argument === '' ? '' : `=${argument}`}`;
  const complete = (answer: string) => withModifiers(start, answer);
  const modifiers = await prompts.text({
    message: `Modifiers of ${field}, separated by spaces (Enter for none): ${modifierWords(type)}`,
    check: (answer) =>
      problemOf(() => checkUnfinished(parseResource(so.name, [...so.fields, complete(answer)]), so.around)),
  });
  return complete(modifiers);
}

/** Why there can be no slug. */
function noSlug(fields: readonly string[]): string | undefined {
  if (slugSources(fields).length === 0) return 'needs a string or text field first';
  const hasOne = fields
    .map(parseField)
    .some((field) => field.kind === 'scalar' && field.source !== undefined);
  return hasOne ? 'a resource has one' : undefined;
}

const modifierWords = (type: FieldType): string =>
  modifiersOf(type)
    .map((word) => (settings.some((setting) => setting === word) ? `${word}=` : word))
    .join(' ');

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
  { name, around, sources }: Unfinished & { readonly sources: readonly string[] },
): Promise<string> {
  const among = (values: readonly string[]) => values.map((value) => ({ value }));
  const kind = argumentKind(type);
  if (kind === undefined) return '';
  if (kind === 'values') return askValues(prompts, field, type);
  if (kind === 'source')
    return prompts.choice({ message: 'Made from which field?', choices: among(sources) });
  const entities = new Set([...around.entities.keys(), ...around.others.map((other) => other.name), name]);
  return prompts.choice({ message: `${type} which entity?`, choices: among([...entities]) });
}

async function askValues(prompts: Prompts, field: string, type: FieldType): Promise<string> {
  const tidy = (answer: string) => answer.replace(/\s*,\s*/g, ',').trim();
  const answer = await prompts.text({
    message: `Values of ${field}, separated by commas (draft,published)`,
    check: (values) => problemOf(() => parseField(`${field}:${type}=${tidy(values)}`)),
  });
  return tidy(answer);
}

/** Asked only where there is a choice: without users everything is public. */
async function askAccess(
  prompts: Prompts,
  resource: ParsedResource,
  around: Surroundings,
): Promise<Access | undefined> {
  if (!around.auth) return undefined;
  const usual = fitted(resource, around)?.access;
  const choices = accessLevels.map((access) => {
    const fits = problemOf(() => fitted({ ...resource, access }, around)) === undefined;
    const disabled = fits ? undefined : (needs[access] ?? 'does not fit its fields');
    return { value: access, about: accessAbout[access], disabled };
  });
  const message = 'Who may do what?';
  return parseAccess(await prompts.choice({ message, choices, ...(usual && { default: usual }) }));
}

const needs: Readonly<Partial<Record<Access, string>>> = {
  owner: 'needs a required belongsTo=User',
  private: 'needs a required belongsTo=User',
  public: 'has an owner',
};
