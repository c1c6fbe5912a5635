import type { Prompts } from '../../ports/prompts.js';
import { argumentKind, isRelation, modifiersOf } from '../../resource/fields/field-types.js';
import type { GraphContext } from '../../resource/graph/context.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { forResourcesOnly, resolveProfile, userAmong, withProfile } from '../../resource/graph/profile.js';
import { parseField } from '../../resource/language/field-language.js';
import type { ParsedField, ParsedResource } from '../../resource/parsed.js';
import { askFields } from './fields.prompt.js';

/** Asks what users have beside email and name, in a project that has users. @param resources what else it gets. */
export async function askUserFields(
  prompts: Prompts,
  resources: readonly ParsedResource[],
  context: GraphContext,
): Promise<readonly ParsedField[]> {
  if (userAmong(context.entities) === undefined) return [];
  const message = 'Give users fields of their own, beside email and name?';
  if (!(await prompts.confirm({ message, default: false }))) return [];
  const check = (fields: readonly string[]) => {
    const profile = resolveProfile(fields.map(parseField), context);
    // A relation of a resource may have given users a side of that name.
    resolveResources(resources, { ...context, entities: withProfile(context.entities, profile) });
  };
  const fields = await askFields(prompts, {
    check,
    checkUnfinished: check,
    entities: [],
    refused: (type) => (isRelation(type) || argumentKind(type) === 'source' ? 'users have none' : undefined),
    modifiersOf: (type) => modifiersOf(type).filter((name) => !forResourcesOnly.includes(name)),
  });
  return fields.map(parseField);
}
