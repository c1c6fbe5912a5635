import { UsageError } from '../../core/errors.js';
import { distinctValues } from '../fields/distinct-values.js';
import type { ModifierName } from '../fields/modifiers.js';
import { sortsByDefault } from '../fields/sorting.js';
import { printField } from '../language/print-field.js';
import { fromEach } from '../mistakes.js';
import type { KnownEntity, Operation, Resource, ScalarField } from '../model.js';
import type { ParsedField } from '../parsed.js';
import { userFields } from '../reserved-names.js';
import { quote } from '../wording.js';
import type { GraphContext } from './context.js';
import { checkSize } from './fields-check.js';

/** How people reach their own row: they register, read it and change it. */
const operations: readonly Operation[] = ['get', 'create', 'update'];

/** Fields of the user entity, in the form of a resource. */
export const profileOf = (name: string, fields: readonly ScalarField[]): Resource => ({
  name,
  access: 'private',
  operations,
  softDelete: false,
  tests: true,
  fields,
});

/** The user entity of a project; undefined where it has none. */
export const userAmong = (entities: ReadonlyMap<string, KnownEntity>): KnownEntity | undefined =>
  [...entities.values()].find(({ isUser }) => isUser);

/**
 * What people add to the user entity, checked by itself; beside the relations that point at users it is checked with the resources.
 *
 * @throws UsageError for a project without users, and for a field that a user cannot have.
 */
export function resolveProfile(wanted: readonly ParsedField[], { entities }: GraphContext): Resource {
  const user = userAmong(entities);
  if (user === undefined) throw withoutUsers();
  const fields = fromEach(wanted, (field) => profileField(user, field));
  refuseTwice(user, fields);
  const profile = profileOf(user.name, fields);
  checkSize(profile);
  return profile;
}

/** The entities with these fields of the user entity among them. */
export const withProfile = (
  entities: ReadonlyMap<string, KnownEntity>,
  profile: Resource | undefined,
): ReadonlyMap<string, KnownEntity> =>
  profile === undefined
    ? entities
    : new Map(
        [...entities].map(([name, entity]) => [
          name,
          name === profile.name ? { ...entity, profile } : entity,
        ]),
      );

const withoutUsers = (): UsageError =>
  new UsageError(
    'The project has no users, so there is nothing to give fields to.',
    'Add them: `plinth add feature auth-jwt`, or `--features auth-jwt` when creating.',
  );

/** Modifiers that no field of a user has. */
export const forResourcesOnly: readonly ModifierName[] = ['searchable', 'index', 'sortable', 'lookup'];

/** More people than that register with every service. */
const FEWEST_PEOPLE = 1000;

function profileField({ name: user }: KnownEntity, field: ParsedField): ScalarField {
  const text = quote(`${user}: ${printField(field)}`);
  if (field.kind !== 'scalar') {
    throw new UsageError(
      `${text}: ${user} has no relations of its own, since users are made before everything else.`,
      `Put the relation on the other side: plinth add field ${field.target} ${user.toLowerCase()}:belongsTo=${user}${field.kind === 'hasMany' ? `:inverse=${field.name}` : ''}`,
    );
  }
  const taken = [...userFields].find((one) => one.toLowerCase() === field.name.toLowerCase());
  const refuse = (what: string, remedy: string): never => {
    throw new UsageError(`${text}: ${what}.`, remedy);
  };
  if (taken !== undefined) refuse(`${user} has "${taken}" already`, 'Leave it out, or choose another name.');
  if (field.source !== undefined)
    refuse(
      `a ${field.type} is made from another field for the path of a page, and users have none`,
      'Leave it out.',
    );
  const inLists = (['searchable', 'index'] as const).find((flag) => field[flag]);
  if (inLists !== undefined)
    refuse(
      `"${inLists}" is for lists, and that of the users looks at email, name and role only`,
      `Remove "${inLists}".`,
    );
  if (field.sortable !== sortsByDefault(field))
    refuse(
      '"sortable" is for lists, and that of the users is sorted by email and name only',
      'Remove "sortable".',
    );
  if (field.lookup)
    refuse(
      '"lookup" is for resources, and nobody finds people by what they know of them',
      'Remove "lookup".',
    );
  if (field.unique) refuseFew(field, refuse);
  return field;
}

function refuseFew(field: ScalarField, refuse: (what: string, remedy: string) => never): void {
  const most = distinctValues(field);
  if (most < FEWEST_PEOPLE)
    refuse(
      `unique with ${most} values, it would let no more people register`,
      'Remove "unique", or allow more values.',
    );
  if (field.pattern !== undefined && !field.optional)
    refuse(
      'the tests make many users, and of a required field that is unique they cannot make enough values from a pattern',
      'Make it optional, or remove "pattern".',
    );
}

function refuseTwice({ name }: KnownEntity, fields: readonly ScalarField[]): void {
  const seen = new Set<string>();
  for (const field of fields) {
    const key = field.name.toLowerCase();
    if (seen.has(key))
      throw new UsageError(`${name} has the field "${field.name}" twice.`, 'Keep one of them.');
    seen.add(key);
  }
}
