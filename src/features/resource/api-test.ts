import { importPath } from '../../resource/shape/import-path.js';
import type { KnownEntity } from '../../resource/model.js';
import type { UserRoles } from '../../resource/user-roles.js';
import type { Shape } from '../../resource/shape/shape.js';
import { operationValues } from '../../resource/shape/operation-values.js';
import { actionPeople, actionTests } from './api-test/actions.js';
import { checkTests } from './api-test/checks.js';
import { bodyValues } from './api-test/bodies.js';
import { deletionValues } from './api-test/deletions.js';
import { hiddenValues } from './api-test/hidden.js';
import { operationTests } from './api-test/operations.js';
import { listValues } from './api-test/lists.js';
import { lookupTests } from './api-test/lookups.js';
import { listConflicts, repeats } from './api-test/list-conflicts.js';
import { roleTests } from './api-test/roles.js';
import { visibilityValues } from './api-test/visibility.js';
import { relationValues } from './api-test/relations.js';
import { type TestPeople, testPeopleOf, emptiedValues } from './test-people.js';
import { bodyCall, createOf, factoryModule } from './factory.js';
import { fewValuedTables } from './few-values.js';

/**
 * What the API test template prints.
 * @param roles those of the project beside user and admin.
 * @param earlier resources whose relations to this one could have no test before there was this one.
 */
export function apiTestValues(
  shape: Shape,
  earlier: readonly Shape[],
  known: ReadonlyMap<string, KnownEntity>,
  roles: UserRoles,
) {
  const people = testPeopleOf(shape);
  const { needsAdmin, ...deletions } = deletionValues(shape, earlier);
  const actions = actionTests(shape, roles);
  const relations = relationValues(shape);
  const conflicts = listConflicts(shape, people);
  const used = factoriesUsed(
    [...relations.linkable, ...relations.linkedRows, ...conflicts.flatMap(({ targets }) => targets)],
    [...deletions.values.foreignKeyLinks, ...deletions.values.joinLinks],
  );
  const { hasItem, hasList, hasGet, hasBody } = operationValues(shape.serves);
  const hidden = hiddenValues(shape);
  const walk = walkOf(shape, people);
  const visibility = visibilityValues(shape, people);
  const hasAdmin =
    needsAdmin ||
    visibility.needsAdmin ||
    actionPeople(shape).needsAdmin ||
    (hasList && walk.walkReader.includes('admin'));
  const hasStranger = people.hasStranger || visibility.needsStranger;
  const hasPeople = people.signsIn || hasStranger || hasAdmin;
  const fewValued = fewValuedTables(shape, earlier, known);
  return {
    // Tests of some resources, such as one that is only deleted, ask for a status alone.
    looksAtAnswers:
      hasList ||
      hasBody ||
      (hasGet && shape.include.length > 0) ||
      hidden.keepsHidden ||
      shape.lookups.length > 0 ||
      actions.hasStates ||
      deletions.looksAtAnswers,
    hasPeople,
    hasWriter: people.signsIn,
    hasStranger,
    hasAdmin,
    isWriterAdmin: people.isAdmin,
    isWriterNewEachTime: people.onceEach,
    asWriter: people.asWriter,
    asReader: people.asReader,
    owned: people.owned,
    body: bodyCall(shape),
    makesRows:
      hasItem ||
      hasList ||
      shape.actions.length > 0 ||
      used.has(createOf({ isUser: false, names: shape.names })),
    otherFactories: otherFactories(shape, earlier).filter(({ create }) => used.has(create)),
    hasBeforeEach: fewValued.length > 0 || (people.onceEach && hasPeople),
    ...emptiedValues(fewValued),
    ...walk,
    ...accessValues(shape),
    roleTests: roleTests(shape, roles, fewValued.length > 0),
    ...bodyValues(shape),
    ...listValues(shape),
    ...hidden,
    ...visibility,
    lookupsTried: lookupTests(shape, visibility.hidingWays),
    // The templates' own words are about operations; actions have tests of their own.
    ...operationValues(shape.serves),
    ...actions,
    looksUpRows: hidden.looksUpRows || actions.hasStates || shape.lookups.length > 0,
    ...relations,
    ...operationTests(shape),
    ...deletions.values,
    ...conflictValues(shape, people),
    listConflicts: conflicts,
    ...checkTests(shape),
  };
}

/** What the tests of access print. */
function accessValues({ rule, owner, serves }: Shape) {
  const { hasReads, hasWrites, hasLock, hasBody } = operationValues(serves);
  return {
    isWritingForSignedIn: hasWrites && rule.write !== 'public',
    isReadingForSignedIn: hasReads && rule.read !== 'public',
    isWritingForAdmins: hasWrites && rule.write === 'admin',
    isReadingForAdmins: hasReads && rule.read === 'admin',
    isChangedByOwner: hasLock && rule.ownership === 'change',
    isSeenByOwner: (hasLock || hasReads) && rule.ownership === 'visibility',
    isOwnerSet: hasBody && rule.ownership !== 'none',
    forbidden: 403,
    notFound: 404,
    hasOwner: owner !== undefined,
    ownerKey: owner?.key,
  };
}

/** What the tests of writes print that want the same value at the same time. */
function conflictValues(shape: Shape, { asWriter, isAdmin, onceEach }: TestPeople) {
  const { writable, visible, serves, resource } = shape;
  const asEachWriter = `.set((await signIn(app${isAdmin ? ", { role: 'admin' }" : ''})).headers)`;
  const unique = writable.find((field) => field.unique && !field.optional);
  const slug = visible.find(({ source }) => source !== undefined);
  return {
    hasUnique: serves.create && unique !== undefined,
    unique: unique?.name,
    hasSlug:
      serves.create &&
      writable.some((field) => field.name === slug?.source && repeats(field.name, resource) !== 'never'),
    slug: slug && { name: slug.name, source: slug.source },
    asSlugWriter:
      onceEach || repeats(slug?.source ?? '', resource) === 'by another owner' ? asEachWriter : asWriter,
    asAnyWriter: onceEach ? asEachWriter : asWriter,
  };
}

/** Somebody with one row at most does not see five of their own: they are other people's, and an admin reads where those are private. */
function walkOf({ rule, owner }: Shape, { asReader, owned, onceEach }: TestPeople) {
  if (!onceEach) {
    const walkOwnedBy = owner ? `${owner.key}: writer.user.id, ` : '';
    return { walkReader: asReader, walkOwned: owned, walkOwnedBy };
  }
  const walkReader = rule.read === 'public' ? '' : '.set(admin.headers)';
  return { walkReader, walkOwned: '', walkOwnedBy: '' };
}

/** The functions that make the rows of the tests of relations. */
function factoriesUsed(
  linkable: readonly { readonly create: string }[],
  links: readonly { readonly createHolder: string; readonly createTarget: string }[],
): ReadonlySet<string> {
  return new Set([
    ...linkable.map(({ create }) => create),
    ...links.flatMap(({ createHolder, createTarget }) => [createHolder, createTarget]),
  ]);
}

/** The factories that tests of relations call beside this resource's own. */
function otherFactories(shape: Shape, earlier: readonly Shape[]) {
  const { plural, kebab } = shape.names;
  const targets = [...shape.belongsTo, ...shape.manyToMany].map(({ to }) => to).filter(({ later }) => !later);
  const holders = earlier.map(({ names }) => ({ names, isUser: false }));
  return [...targets, ...holders]
    .filter(({ isUser, names }) => isUser || names.pascal !== shape.names.pascal)
    .map((to) => ({
      create: createOf(to),
      from: importPath(`test/${plural.kebab}/${kebab}.api.test.ts`, factoryModule(to)),
    }));
}
