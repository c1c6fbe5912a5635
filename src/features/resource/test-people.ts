import { actorNeeds, isRestricted } from '../../resource/shape/actor-needs.js';
import { operationValues } from '../../resource/shape/operation-values.js';
import { actionPeople } from './api-test/actions.js';
import { ownsFewRows } from './unique-lists.js';
import type { Shape } from '../../resource/shape/shape.js';

/** Who the tests of a resource act as. */
export interface TestPeople {
  readonly signsIn: boolean;
  /** `.set(writer.headers)`, or nothing where anybody may. */
  readonly asWriter: string;
  readonly asReader: string;
  /** Overrides that make a row the writer's own: `, { authorId: writer.user.id }`. */
  readonly owned: string;
  readonly hasStranger: boolean;
  /** Whether the writer has to be an admin. */
  readonly isAdmin: boolean;
  /** A writer who may own one row only, or few: every test has a new one. */
  readonly onceEach: boolean;
}

/** An admin writes where only an admin may, or where a row points at others that not everybody may know of. */
export function testPeopleOf(shape: Shape): TestPeople {
  const { rule, owner, serves } = shape;
  const restricted = [...shape.settable, ...shape.manyToMany].some(({ to }) => isRestricted(to));
  const { create, update } = actorNeeds(shape);
  const { hasReads, hasWrites, hasList } = operationValues(serves);
  const { hasItem } = operationValues(serves, shape.actions.length > 0);
  const { hasDoer } = actionPeople(shape);
  const writes = hasWrites && (rule.write !== 'public' || create || update);
  const reads = hasReads && (rule.read !== 'public' || shape.hiding !== undefined);
  return {
    signsIn: writes || reads || hasDoer || (owner !== undefined && (hasItem || hasList)),
    hasStranger: isStrangerTried(shape),
    isAdmin: rule.write === 'admin' || restricted,
    onceEach: owner?.unique === true || ownsFewRows(shape.resource),
    asWriter: writes ? '.set(writer.headers)' : '',
    asReader: reads ? '.set(writer.headers)' : '',
    owned: owner ? `, { ${owner.key}: writer.user.id }` : '',
  };
}

/** Whether there is something that not everybody who is signed in may do. */
function isStrangerTried(shape: Shape): boolean {
  const { rule, serves } = shape;
  const { hasReads, hasWrites } = operationValues(serves);
  const isHeld = (rule.write === 'admin' || rule.ownership !== 'none') && hasWrites;
  if (isHeld || actionPeople(shape).isStrangerRefused) return true;
  return (rule.read === 'admin' || rule.ownership === 'visibility') && hasReads;
}

/** Tables that the tests fill with values of which there are few: they are emptied before each. */
export const emptiedValues = (fewValued: readonly string[]) => ({
  hasFewValues: fewValued.length > 0,
  fewValued: fewValued.map((table) => `"${table}"`).join(', '),
});
