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
import { type Access, accessLevels, type Resource, type VisibleWhen } from '../../resource/model.js';
import { modifiersOf } from '../../resource/fields/field-types.js';
import { namesOf } from '../../resource/names.js';
import { pluralFrom } from '../../resource/names-check.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { parseVisible, visibleExamples } from '../../resource/visibility.js';
import { askFields, noSlug } from './fields.prompt.js';

/** What was on the command line already. */
export type Given = ResourceOptions & { readonly name: string | undefined };

/** What a new resource has to fit into: the project, and the resources that are made together with it. */
export interface Surroundings extends GraphContext {
  readonly others: readonly ParsedResource[];
}

/** Asks for a resource: name, fields one by one until an empty name, access, which rows are visible. Every answer is checked when it is given. */
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
  const fields = await askFields(prompts, {
    check: (some) => fitted(parseResource(name, some), around),
    checkUnfinished: (some) => checkUnfinished(parseResource(name, some), around),
    entities: [...new Set([...around.entities.keys(), ...around.others.map((other) => other.name), name])],
    refused: noSlug,
    modifiersOf,
  });
  const access = options.access ?? (await askAccess(prompts, parseResource(name, fields, known), around));
  const decided = access === undefined ? known : { ...known, access };
  const resource = parseResource(name, fields, decided);
  const visible = resource.visible ?? (await askVisible(prompts, resource, around));
  return visible === undefined ? resource : { ...resource, visible };
}

/** Asked only where a field could say it. */
async function askVisible(
  prompts: Prompts,
  resource: ParsedResource,
  around: Surroundings,
): Promise<VisibleWhen | undefined> {
  const example = visibleExamples(resource).find(
    (text) => problemOf(() => fitted({ ...resource, visible: parseVisible(text) }, around)) === undefined,
  );
  if (example === undefined) return undefined;
  const answer = await prompts.text({
    message: `Which rows does everybody see who may read? (Enter for all; ${example})`,
    check: (text) =>
      text === '' ? undefined : problemOf(() => fitted({ ...resource, visible: parseVisible(text) }, around)),
  });
  return answer === '' ? undefined : parseVisible(answer);
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
