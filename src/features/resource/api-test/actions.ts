import type { Action } from '../../../resource/model.js';
import { actionShapes } from '../../../resource/shape/actions.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { isGranted, type UserRoles } from '../../../resource/user-roles.js';
import { actionPermission, permissionName } from '../../../resource/permissions.js';
import { oneOf } from '../../../resource/wording.js';
import { sampleSource } from '../samples.js';

/** What the tests of actions print. */
export function actionTests(shape: Shape, roles: UserRoles) {
  const actionsTried = actionShapes(shape).map((action, index) => {
    const { transition, body = [] } = shape.actions[index] ?? {};
    const others = statesOf(transition?.field, shape).filter((state) => !action.from.includes(state));
    return {
      ...action,
      values: body.map((field) => ({ name: field.name, value: sampleSource(field, '1') })),
      allowed: oneOf(action.from),
      others,
      first: action.from[0] ?? '',
      asDoer: doerOf(action, shape),
      isForSignedIn: action.by !== 'public',
      ...refusal(refusedStatus(action, shape, [])),
      roles: rolesThatMay(action, shape, roles),
    };
  });
  return {
    actionsTried,
    hasStates: actionsTried.some(({ hasTransition }) => hasTransition),
  };
}

/** Of rows that a state hides, somebody who sees them all the same. */
const doerOf = ({ by }: Done, { hiding }: Shape): string => (hiding === undefined ? doers[by] : doers.admin);

const doers = {
  public: '',
  authenticated: '.set(writer.headers)',
  owner: '.set(writer.headers)',
  admin: '.set(admin.headers)',
} as const;

/** Who the tests of actions act as. */
export function actionPeople(shape: Shape) {
  const actions = actionShapes(shape);
  return {
    hasDoer: shape.hiding === undefined && actions.some(({ by }) => by === 'authenticated' || by === 'owner'),
    isStrangerRefused: actions.some((action) => refusedStatus(action, shape, []) !== 200),
    needsAdmin: actions.some(({ by }) => by === 'admin' || shape.hiding !== undefined),
  };
}

const statesOf = (field: string | undefined, { scalars }: Shape): readonly string[] =>
  scalars.find(({ name }) => name === field)?.values ?? [];

type Done = Pick<Action, 'name' | 'by'>;

const refusal = (status: number) => ({ isRefusing: status !== 200, refusal: status });

/** What somebody with these permissions is answered who owns nothing. */
function refusedStatus({ name, by }: Done, { rule, resource }: Shape, grants: readonly string[]): number {
  const may = (action: string): boolean => isGranted(grants, permissionName(resource), action);
  const isGrantedIt = may(actionPermission(name));
  if (by === 'admin' && !isGrantedIt) return 403;
  if (rule.ownership === 'visibility' && !may('read')) return 404;
  return by === 'owner' && !isGrantedIt ? 403 : 200;
}

/** Whether a row in the first of the states that it is taken from is not there for everybody. */
function isHiddenFirst(action: Done, shape: Shape): boolean {
  const { transition } = shape.actions.find(({ name }) => name === action.name) ?? {};
  const { field, values = [] } = shape.hiding?.when ?? {};
  return (
    transition !== undefined && field?.name === transition.field && !values.includes(transition.from[0] ?? '')
  );
}

/** Each role that is answered otherwise than somebody without one. */
const rolesThatMay = (action: Done, shape: Shape, roles: UserRoles) =>
  Object.entries(roles)
    .map(([name, grants]) => ({ name, status: statusInFirst(action, shape, grants) }))
    .filter(({ status }) => status !== statusInFirst(action, shape, []));

/** The same of a row that is in the first of the states that it is taken from. */
function statusInFirst(action: Done, shape: Shape, grants: readonly string[]): number {
  const status = refusedStatus(action, shape, grants);
  const isSeen = isGranted(grants, permissionName(shape.resource), 'read');
  const isRefusedBefore = action.by === 'admin' && status === 403;
  return isHiddenFirst(action, shape) && !isSeen && !isRefusedBefore ? 404 : status;
}
