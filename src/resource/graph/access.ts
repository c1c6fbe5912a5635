import { UsageError } from '../../core/errors.js';
import type { GraphContext } from './context.js';
import type { Access, Resource } from '../model.js';
import type { ParsedBelongsTo, ParsedResource } from '../parsed.js';
import type { Linked } from './relations.js';

export interface WithAccess extends Linked {
  readonly access: Access;
}

/** Decides the access level and which relation, if any, is the owner that the server sets. */
export function withAccess(resource: Linked, { entities, auth }: GraphContext): WithAccess {
  const keys = resource.fields.filter((field) => field.kind === 'belongsTo');
  const isUser = (key: ParsedBelongsTo) => entities.get(key.target)?.isUser === true;
  const marked = keys.filter((key) => key.owner === true);
  checkMarked(resource, marked, isUser);
  const eligible = keys.filter((key) => isUser(key) && !key.optional && key.owner !== false);
  const access = resource.access ?? (auth ? (eligible.length > 0 ? 'owner' : 'authenticated') : 'public');
  checkAccess(resource.name, access, auth, { marked: marked.length > 0, eligible: eligible.length > 0 });
  const owner = marked[0] ?? (hasActor[access] ? eligible[0] : undefined);
  const fields = resource.fields.map((field) => (field === owner ? { ...owner, owner: true } : field));
  return { ...resource, access, fields };
}

/** Where an ordinary signed-in user may create, and so is whose row it is. */
const hasActor: Readonly<Record<Access, boolean>> = {
  public: false,
  read: true,
  authenticated: true,
  owner: true,
  private: true,
  admin: false,
  internal: false,
};

/** Whether rows of such a resource are made by those who own them, where they have an owner at all. */
export const grantsActors = (access: Access): boolean => hasActor[access];

function checkMarked(
  { name }: Linked,
  marked: readonly ParsedBelongsTo[],
  isUser: (key: ParsedBelongsTo) => boolean,
): void {
  const stranger = marked.find((key) => !isUser(key));
  if (stranger !== undefined) {
    throw new UsageError(
      `${name}.${stranger.name} is marked "owner", but ${stranger.target} is not the entity that signs in.`,
      'Put "owner" on a belongsTo to the user entity.',
    );
  }
  const optional = marked.find((key) => key.optional);
  if (optional !== undefined) {
    throw new UsageError(
      `${name}.${optional.name} is marked "owner" and optional: a row without one would be nobody's.`,
      'Remove "optional" or "owner".',
    );
  }
  if (marked.length > 1) {
    throw new UsageError(
      `${name} has ${marked.length} owners: ${marked.map((key) => key.name).join(', ')}.`,
      'Mark one of them.',
    );
  }
}

function checkAccess(
  name: string,
  access: Access,
  auth: boolean,
  owner: { marked: boolean; eligible: boolean },
): void {
  if (!auth && access !== 'public') {
    throw new UsageError(
      `${name} has access=${access}, but a project without auth has no users.`,
      'Add auth first: `plinth add feature auth-jwt`, or `--features auth-jwt` when creating; or use access=public.',
    );
  }
  if ((access === 'owner' || access === 'private') && !owner.eligible) {
    throw new UsageError(
      `${name} has access=${access}, but no required belongsTo to the user entity, so nobody would own its rows.`,
      'Add one, for example author:belongsTo=User (without owner=false), or use another access level.',
    );
  }
  if (access === 'public' && owner.marked) {
    throw new UsageError(
      `${name} has an owner and access=public, where nobody has to sign in.`,
      'Remove "owner", or use access=read or owner.',
    );
  }
}

/** The relations that became owners though nobody marked them: what the user is told, since a request cannot set them. */
export function assumedOwners(wanted: readonly ParsedResource[], resources: readonly Resource[]): string[] {
  return resources.flatMap(({ name, fields }) => {
    const owner = fields.find((field) => field.kind === 'belongsTo' && field.owner);
    const written = wanted
      .find((one) => one.name === name)
      ?.fields.find((field) => field.name === owner?.name);
    return written?.kind === 'belongsTo' && written.owner === undefined ? [`${name}.${written.name}`] : [];
  });
}
