import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import type { Session } from '../world.js';

/** The resource of that name, as Plinth made it. */
export function resourceCalled(name: string, { manifest, facts }: Existing): Resource {
  const resource = Object.hasOwn(manifest.resources, name) ? manifest.resources[name] : undefined;
  if (resource !== undefined) return resource;
  const names = Object.keys(manifest.resources);
  if (facts.entities.has(name)) {
    throw new UsageError(
      `${name} is no resource that Plinth added, so its fields are yours to write.`,
      names.length === 0 ? 'This project has no resource.' : `Its resources are ${oneOf(names)}.`,
    );
  }
  throw new UsageError(
    `There is no resource ${quote(name)}.`,
    names.length === 0
      ? 'Add one: plinth add resource Tag name:string:unique'
      : suggestion(name, names, `Use ${oneOf(names)}.`),
    { code: 'unknown-name' },
  );
}

/** Asks which resource is meant. @param usage what to type where nobody can be asked. */
export async function askedResource(
  { prompts }: Session,
  { manifest }: Existing,
  usage: string,
): Promise<string> {
  const names = Object.keys(manifest.resources);
  if (prompts === undefined || names.length === 0)
    throw new UsageError('Which resource? Its name is missing.', usage);
  return prompts.choice({ message: 'Which resource?', choices: names.map((value) => ({ value })) });
}

/** Asks which field of a resource is meant. @param usage what to type where nobody can be asked. */
export async function askedField({ prompts }: Session, resource: Resource, usage: string): Promise<string> {
  if (prompts === undefined) throw new UsageError('Which field? There is none.', usage);
  const names = resource.fields.filter((field) => !('foreign' in field)).map(({ name }) => name);
  return prompts.choice({ message: 'Which field?', choices: names.map((value) => ({ value })) });
}
