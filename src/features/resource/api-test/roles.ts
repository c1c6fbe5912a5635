import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../../resource/model.js';
import { operationsOf } from '../../../resource/operations.js';
import { isRestricted } from '../../../resource/shape/actor-needs.js';
import { type Action, permissionName } from '../../../resource/permissions.js';
import type { Shape } from '../../../resource/shape/shape.js';
import { isGranted, type UserRoles } from '../../../resource/user-roles.js';

interface Call {
  readonly method: string;
  readonly isOfRow: boolean;
  readonly hasBody: boolean;
  readonly action: Action;
  readonly success: number;
}

/** The deletion comes last. */
const calls: Readonly<Record<Operation, Call>> = {
  list: { method: 'get', isOfRow: false, hasBody: false, action: 'read', success: 200 },
  get: { method: 'get', isOfRow: true, hasBody: false, action: 'read', success: 200 },
  create: { method: 'post', isOfRow: false, hasBody: true, action: 'create', success: 201 },
  replace: { method: 'put', isOfRow: true, hasBody: true, action: 'update', success: 200 },
  update: { method: 'patch', isOfRow: true, hasBody: true, action: 'update', success: 200 },
  delete: { method: 'delete', isOfRow: true, hasBody: false, action: 'delete', success: 204 },
};

type Tried = Call & { readonly status: number };

/**
 * What the tests of roles print: each role that may do more here than others, with the answer to each operation on somebody else's row.
 *
 * @param hasFewValues whether there may be no room for two rows.
 */
export function roleTests(shape: Shape, roles: UserRoles, hasFewValues: boolean) {
  const usual = tried(shape, [], hasFewValues);
  return Object.entries(roles).flatMap(([name, grants]) => {
    const all = tried(shape, grants, hasFewValues);
    if (isDeepStrictEqual(all, usual)) return [];
    return [
      {
        name,
        calls: all,
        hasRow: all.some(({ isOfRow }) => isOfRow),
        hasBody: all.some((one) => one.hasBody),
      },
    ];
  });
}

function tried(shape: Shape, grants: readonly string[], hasFewValues: boolean): readonly Tried[] {
  const pointsAtFew = [...shape.settable, ...shape.manyToMany].some(({ to }) => isRestricted(to));
  return operationsOf(shape.resource).flatMap((operation) => {
    const call = calls[operation];
    const status = statusOf(shape, call, grants);
    const isDone = status === call.success && call.hasBody;
    // Whether the body is accepted then depends on who may know of the rows that it names.
    const isOpen = isDone && (pointsAtFew || (operation === 'create' && hasFewValues));
    return isOpen ? [] : [{ ...call, status }];
  });
}

/** What somebody with these permissions is answered who owns nothing. */
function statusOf({ resource, rule }: Shape, call: Call, grants: readonly string[]): number {
  const name = permissionName(resource);
  const may = (action: Action): boolean => isGranted(grants, name, action);
  const access = call.action === 'read' ? rule.read : rule.write;
  if (access === 'admin') return may(call.action) ? call.success : 403;
  if (rule.ownership === 'none' || !call.isOfRow) return call.success;
  if (rule.ownership === 'visibility' && !may('read')) return 404;
  if (call.action === 'read') return call.success;
  return may(call.action) ? call.success : 403;
}
