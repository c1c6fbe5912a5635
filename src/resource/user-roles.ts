import { UsageError } from '../core/errors.js';
import { collected, refuse } from './mistakes.js';
import type { KnownEntity, Resource } from './model.js';
import type { Named } from './names.js';
import { actions, grantable, permissionName } from './permissions.js';
import { oneOf, quote, suggestion } from './wording.js';

/**
 * What people of each role may do beyond what everybody who is signed in may: `posts:update`, `posts:*`, `*:read`, `*`. By name, in the order in
 * which the roles were added.
 */
export type UserRoles = Readonly<Record<string, readonly string[]>>;

/** Every project with users has them: whoever registers is a user, and an admin may do everything. */
const always: UserRoles = { user: [], admin: ['*'] };

export const roleNames = (added: UserRoles): readonly string[] => Object.keys({ ...always, ...added });

/** What permissions are about: resources that are not open to everybody, as their paths call them. */
export const restrictedNames = (resources: readonly Granted[]) =>
  restricted(resources).map(permissionName).sort();

const restricted = (resources: readonly Granted[]) => resources.filter(({ access }) => access !== 'public');

/** The actions of each of them beside what there is for every resource, as permissions call them. */
export const restrictedActions = (resources: readonly Granted[]): ReadonlyMap<string, readonly string[]> =>
  new Map(restricted(resources).map((one) => [permissionName(one), grantable(one).slice(actions.length)]));

export const resourcesAmong = (entities: ReadonlyMap<string, KnownEntity>): readonly Resource[] =>
  [...entities.values()].flatMap(({ resource }) => resource ?? []);

/** What grants depend on. */
type Granted = Named & Pick<Resource, 'access' | 'actions'>;

interface Surroundings {
  readonly resources: readonly Granted[];
  /** Whether there are users at all. */
  readonly auth: boolean;
}

/**
 * Roles as they are kept: each grant once.
 *
 * @throws UsageError for a name or a grant that cannot be, and for a project without users.
 */
export function resolveRoles(wanted: UserRoles, { resources, auth }: Surroundings): UserRoles {
  const names = Object.keys(wanted);
  if (names.length > 0 && !auth) throw withoutUsers();
  const mistakes: UsageError[] = [];
  for (const [name, grants] of Object.entries(wanted)) {
    collected(mistakes, () => checkRoleName(name));
    for (const grant of grants) collected(mistakes, () => checkGrant(grant, resources));
  }
  refuse(mistakes);
  return Object.fromEntries(Object.entries(wanted).map(([name, grants]) => [name, [...new Set(grants)]]));
}

const withoutUsers = (): UsageError =>
  new UsageError(
    'The project has no users, so nobody has a role.',
    'Add them: `plinth add feature auth-jwt`, or `--features auth-jwt` when creating.',
  );

const LONGEST = 30;

/** A role is a name in the code. */
export function checkRoleName(name: string): void {
  if (Object.hasOwn(always, name))
    throw new UsageError(
      `The role ${name} is there always: ${name === 'admin' ? 'an admin may do everything' : 'whoever registers has it'}.`,
      'Choose another name.',
    );
  if (new RegExp(`^[a-z][A-Za-z0-9]{0,${LONGEST - 1}}$`).test(name) && !(name in {})) return;
  throw new UsageError(
    `${quote(name)} cannot be the name of a role.`,
    `Use 1 to ${LONGEST} letters and digits, the first a small letter: editor, supportLead. What the role may do follows after a space: editor posts:* comments:read.`,
  );
}

/** Refuses what nothing would come of. */
export function checkGrant(grant: string, resources: Surroundings['resources']): void {
  if (grant === '*' || grant === 'users:read') return;
  const [name = '', action = '', ...more] = grant.split(':');
  if (more.length > 0 || name === '' || action === '' || grant === '*:*') throw malformed(grant);
  checkAction(grant, resources);
  if (name === '*') return;
  if (name === 'users')
    throw new UsageError(
      `${quote(grant)}: accounts are changed by admins alone, who could make admins otherwise.`,
      'Of users there is users:read.',
    );
  const known = restrictedNames(resources);
  if (known.includes(name)) return;
  const open = resources.find((one) => permissionName(one) === name);
  if (open !== undefined)
    throw new UsageError(
      `${quote(grant)}: ${open.name} has access=public, so everybody may do that.`,
      'Give it another access level, or leave the permission out.',
    );
  throw new UsageError(
    `${quote(grant)}: there is no resource with the path /${name}.`,
    known.length === 0
      ? 'The project has no resource that is not open to everybody.'
      : suggestion(name, known, `Use ${oneOf([...known, '*'])}.`),
  );
}

/** A star may be granted what any resource has. */
function checkAction(grant: string, resources: Surroundings['resources']): void {
  const [name = '', action = ''] = grant.split(':');
  const named = resources.filter((one) => name === '*' || permissionName(one) === name);
  const known = [...new Set([...actions, ...restricted(named).flatMap(grantable)])];
  if (action === '*' || known.includes(action)) return;
  throw new UsageError(
    `${quote(grant)}: there is no action ${quote(action)}.`,
    suggestion(action, known, `Use ${oneOf([...known, '*'])}; to replace is to update.`),
  );
}

const malformed = (grant: string): UsageError =>
  new UsageError(
    `${quote(grant)} is no permission.`,
    'Write a resource as its path calls it, and an action: posts:update, posts:*, *:read; or * for everything.',
  );

/** `editor posts:* comments:read` */
export function parseRoleLine(line: string): readonly [name: string, grants: readonly string[]] {
  const [name = '', ...grants] = line.trim().split(/\s+/);
  checkRoleName(name);
  return [name, grants];
}

export const roleLine = ([name, grants]: readonly [string, readonly string[]]): string =>
  [name, ...grants].join(' ');

/** What becomes of the grants of roles where resources are called something else, or are not restricted any more. */
export function grantsAfter(
  roles: UserRoles,
  before: readonly Resource[],
  nowOf: (resource: Resource) => Resource | undefined,
): UserRoles {
  const left = new Map(
    before.map((resource) => [permissionName(resource), restricted([nowOf(resource) ?? []].flat())]),
  );
  const moved = (grant: string): readonly string[] => {
    const [name = '', action = ''] = grant.split(':');
    const all = name === '*' ? [...left.values()].flat() : left.get(name);
    if (all === undefined || action === '') return [grant];
    const known: readonly string[] = ['*', ...(name === '*' ? actions : []), ...all.flatMap(grantable)];
    if (!known.includes(action)) return [];
    return name === '*' ? [grant] : all.map((now) => `${permissionName(now)}:${action}`);
  };
  return Object.fromEntries(Object.entries(roles).map(([name, grants]) => [name, grants.flatMap(moved)]));
}

/** The resources of which a role may do something afterwards that it may not before, or the other way round. */
export function namesGranted(
  before: UserRoles,
  after: UserRoles,
  resources: readonly Resource[],
): readonly string[] {
  const lines = (roles: UserRoles): readonly string[] =>
    Object.entries(roles).flatMap(([name, grants]) => grants.map((grant) => `${name} ${grant}`));
  const [old, now] = [lines(before), lines(after)];
  const changed = [
    ...old.filter((line) => !now.includes(line)),
    ...now.filter((line) => !old.includes(line)),
  ];
  const named = new Set(changed.map((line) => line.slice(line.indexOf(' ') + 1).split(':')[0]));
  return resources
    .filter((resource) => named.has('*') || named.has(permissionName(resource)))
    .map(({ name }) => name);
}

/** Whether a role is granted an action on a resource. */
export const isGranted = (grants: readonly string[], resource: string, action: string): boolean =>
  ['*', `${resource}:${action}`, `${resource}:*`, `*:${action}`].some((one) => grants.includes(one));
