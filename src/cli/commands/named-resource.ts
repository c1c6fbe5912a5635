import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import { fieldOwners, profileIn } from '../planning/resources.js';
import type { Existing } from '../project/existing.js';
import type { Session } from '../world.js';

/** The resource of that name, as Plinth made it. */
export function resourceCalled(name: string, { manifest, facts }: Existing): Resource {
  const resource = Object.hasOwn(manifest.resources, name) ? manifest.resources[name] : undefined;
  if (resource !== undefined) return resource;
  if (profileIn(facts)?.name === name) {
    throw new UsageError(
      `${name} is no resource: it comes with a feature, and only its fields can be changed.`,
      `For example: plinth add field ${name} bio:text:optional`,
    );
  }
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

/** The resource of that name, or the user entity as one: what has fields. */
export function fieldOwnerCalled(name: string, existing: Existing): Resource {
  const profile = profileIn(existing.facts);
  return profile?.name === name ? profile : resourceCalled(name, existing);
}

/** Asks whose field is meant. @param usage what to type where nobody can be asked. */
export const askedFieldOwner = (session: Session, existing: Existing, usage: string): Promise<string> =>
  asked(session, Object.keys(fieldOwners(existing)), usage);

/** Asks which resource is meant. @param usage what to type where nobody can be asked. */
export const askedResource = (session: Session, { manifest }: Existing, usage: string): Promise<string> =>
  asked(session, Object.keys(manifest.resources), usage);

async function asked({ prompts }: Session, names: readonly string[], usage: string): Promise<string> {
  if (prompts === undefined || names.length === 0)
    throw new UsageError('Which resource? Its name is missing.', usage);
  return prompts.choice({ message: 'Which resource?', choices: names.map((value) => ({ value })) });
}

/** Asks which field of a resource is meant. @param usage what to type where nobody can be asked. */
export async function askedField({ prompts }: Session, resource: Resource, usage: string): Promise<string> {
  if (prompts === undefined) throw new UsageError('Which field? There is none.', usage);
  const names = resource.fields.filter((field) => !('foreign' in field)).map(({ name }) => name);
  if (names.length === 0) throw new UsageError(`Nothing was added to ${resource.name} yet.`, usage);
  return prompts.choice({ message: 'Which field?', choices: names.map((value) => ({ value })) });
}
