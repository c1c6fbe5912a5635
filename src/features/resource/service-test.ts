import { changesRows } from '../../resource/operations.js';
import { actorNeeds } from '../../resource/shape/actor-needs.js';
import { operationValues } from '../../resource/shape/operation-values.js';
import type { Shape } from '../../resource/shape/shape.js';
import { bodyCall } from './factory.js';
import { testPeopleOf, emptiedValues } from './test-people.js';

/**
 * What the service's test template prints. The service takes actors, not headers.
 * @param fewValued tables that are emptied before each test.
 */
export function serviceTestValues(shape: Shape, fewValued: readonly string[]) {
  const { ownership } = shape.rule;
  const { hasLock, hasChange, isChangePartial } = operationValues(shape.serves);
  const owners = ownersTests(shape);
  const people = testPeopleOf(shape);
  const actorFor = actorNeeds(shape);
  const hasActor = actorFor.read || actorFor.update || actorFor.remove;
  const makesRows = hasLock || owners.showsToOwner || owners.listsForOwner;
  const hasWriter = hasActor || (makesRows && shape.owner !== undefined);
  return {
    ...operationValues(shape.serves),
    actorFor,
    hasActor,
    hasWriter,
    isWriterAdmin: people.isAdmin,
    isWriterNewEachTime: people.onceEach,
    ...owners,
    makesRows,
    takesWholeChanges: hasChange && !isChangePartial,
    changes: isChangePartial ? '{}' : 'values',
    body: bodyCall(shape),
    hasOwnership: Object.values(owners).some(Boolean),
    refusal: ownership === 'change' ? 'forbidden' : 'not-found',
    owned: people.owned,
    hasBeforeEach: fewValued.length > 0 || (people.onceEach && hasWriter),
    ...emptiedValues(fewValued),
  };
}

/** What the owner of a row and others are tried with. */
function ownersTests({ rule, serves }: Shape) {
  const isSeen = rule.ownership === 'visibility';
  const isOwned = rule.ownership !== 'none';
  return {
    showsToOwner: isSeen && serves.get,
    listsForOwner: isSeen && serves.list,
    changesForOwner: isOwned && changesRows(serves),
    removesForOwner: isOwned && serves.delete,
  };
}

/** Whether the operations leave the service anything that only its own test sees. */
export function hasServiceTest(shape: Shape): boolean {
  return operationValues(shape.serves).hasItem || ownersTests(shape).listsForOwner;
}
