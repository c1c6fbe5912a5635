import { actorNeeds } from '../../resource/shape/actor-needs.js';
import type { Shape } from '../../resource/shape/shape.js';
import { testPeopleOf, emptiedValues } from './test-people.js';

/**
 * What the service's test template prints. The service takes actors, not headers.
 * @param fewValued tables that are emptied before each test.
 */
export function serviceTestValues(shape: Shape, fewValued: readonly string[]) {
  const { ownership } = shape.rule;
  const people = testPeopleOf(shape);
  const actorFor = actorNeeds(shape);
  const hasActor = actorFor.read || actorFor.update || actorFor.remove;
  const hasWriter = people.signsIn && (hasActor || shape.owner !== undefined);
  return {
    actorFor,
    hasActor,
    hasWriter,
    isWriterAdmin: people.isAdmin,
    isWriterNewEachTime: people.onceEach,
    hasOwnership: ownership !== 'none',
    isSeenByOwner: ownership === 'visibility',
    refusal: ownership === 'change' ? 'forbidden' : 'not-found',
    owned: people.owned,
    hasBeforeEach: fewValued.length > 0 || (people.onceEach && hasWriter),
    ...emptiedValues(fewValued),
  };
}
