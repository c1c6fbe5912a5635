import { UserError } from '../core/errors.js';
import { parseField, parseResource, type ResourceOptions } from '../resource/field-language.js';
import { accessLevels, scalarTypes } from '../resource/model.js';
import { relationTypes } from '../resource/modifiers.js';
import type { ParsedResource } from '../resource/parsed.js';
import { parseAccess } from '../resource/field-language.js';
import type { Prompts } from '../ports/prompts.js';

/** What was on the command line already. */
export type Given = ResourceOptions & { readonly name: string | undefined };

/** Asks for a resource: name, fields one by one until an empty name, access. */
export async function askResource(
  prompts: Prompts,
  { name: given, ...options }: Given,
  entities: readonly string[],
): Promise<ParsedResource> {
  const name =
    given ?? (await prompts.text({ message: 'Resource name (PascalCase, singular)', check: nameProblem }));
  parseResource(name, []);
  const fields = await askFields(prompts, [...entities, name]);
  const access = options.access ?? (await askAccess(prompts));
  return parseResource(name, fields, access === undefined ? options : { ...options, access });
}

async function askFields(prompts: Prompts, entities: readonly string[]): Promise<string[]> {
  const fields: string[] = [];
  for (;;) {
    const message = fields.length === 0 ? 'First field (camelCase)' : 'Next field (empty: no more)';
    const name = await prompts.text({ message, check: (answer) => fieldNameProblem(answer, fields) });
    if (name === '') return fields;
    fields.push(await askField(prompts, name, entities));
  }
}

async function askField(prompts: Prompts, name: string, entities: readonly string[]): Promise<string> {
  const choices = [...scalarTypes, ...relationTypes].map((value) => ({ value }));
  const type = await prompts.choice({ message: `Type of ${name}`, choices, default: 'string' });
  const argument = await askArgument(prompts, name, type, entities);
  const start = `${name}:${type}${argument === '' ? '' : `=${argument}`}`;
  const modifiers = await prompts.text({
    message: `Modifiers of ${name}, such as optional unique max=200 (empty: none)`,
    check: (answer) => problemOf(() => parseField(withModifiers(start, answer))),
  });
  return withModifiers(start, modifiers);
}

const withModifiers = (start: string, modifiers: string): string =>
  [start, ...modifiers.split(/\s+/).filter((word) => word !== '')].join(':');

/** What comes after the type's `=`. */
async function askArgument(
  prompts: Prompts,
  name: string,
  type: string,
  entities: readonly string[],
): Promise<string> {
  const check = (answer: string) => problemOf(() => parseField(`${name}:${type}=${answer}`));
  if (type === 'enum') return prompts.text({ message: 'Its values, separated by commas', check });
  if (type === 'slug') return prompts.text({ message: 'The field it is made from', check });
  if (!(relationTypes as readonly string[]).includes(type)) return '';
  return prompts.choice({ message: `${type} which entity?`, choices: entities.map((value) => ({ value })) });
}

async function askAccess(prompts: Prompts) {
  const choices = [{ value: '', label: 'the default' }, ...accessLevels.map((value) => ({ value }))];
  const access = await prompts.choice({ message: 'Who may do what?', choices });
  return access === '' ? undefined : parseAccess(access);
}

const nameProblem = (answer: string) => problemOf(() => parseResource(answer, []));

function fieldNameProblem(answer: string, fields: readonly string[]): string | undefined {
  if (answer === '') return undefined;
  if (fields.some((field) => field.startsWith(`${answer}:`))) return `There is a field "${answer}" already.`;
  return problemOf(() => parseField(`${answer}:string`));
}

function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.remedy}`;
    throw error;
  }
}
