import { changesRows, type Serves } from '../../../resource/operations.js';
import { actorValues } from '../../../resource/shape/actor-needs.js';
import { operationValues } from '../../../resource/shape/operation-values.js';
import { accessFor } from '../../../resource/shape/access.js';
import { actionShapes } from '../../../resource/shape/actions.js';
import { lookupShapes } from '../../../resource/shape/lookups.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const access = accessFor(shape);
  const actors = actorValues(shape);
  const actions = actionShapes(shape).map((action) => ({ ...action, access: decoratedBy(action.access) }));
  const hasIncludes = shape.include.length > 0;
  return {
    ...actors,
    hasActor: actors.hasActor || actions.some(({ takesActor }) => takesActor),
    actions,
    lookups: lookupShapes(shape),
    hasIncludes,
    nestSymbols: nestSymbols(shape, hasIncludes),
    swaggerSymbols: swaggerSymbols(shape),
    setsHeaders: setsHeaders(shape.serves, hasIncludes),
    access: decorated(access),
    accessDecorators: decoratorsIn(shape, access),
  };
}

/** Where a new row is, and the tag of one that comes with others. */
const setsHeaders = ({ get, create }: Serves, hasIncludes: boolean): boolean =>
  get && (create || hasIncludes);

/** What the operations there are import from @nestjs/common. */
function nestSymbols({ serves, actions }: Shape, hasIncludes: boolean): readonly string[] {
  const { hasBody, hasItem, hasLock } = operationValues(serves, actions.length > 0);
  const used: Readonly<Record<string, boolean>> = {
    Body: hasBody || actions.some(({ body }) => body.length > 0),
    Controller: true,
    Delete: serves.delete,
    Get: serves.list || serves.get,
    HttpCode: serves.delete || actions.length > 0,
    Param: hasItem,
    Patch: serves.update,
    Post: serves.create || actions.length > 0,
    Put: serves.replace,
    Query: serves.list || (serves.get && hasIncludes),
    Req: hasLock,
    Res: setsHeaders(serves, hasIncludes),
  };
  return namesOf(used);
}

/** And from @nestjs/swagger. */
function swaggerSymbols({ serves, actions }: Shape): readonly string[] {
  const used: Readonly<Record<string, boolean>> = {
    ApiCreatedResponse: serves.create,
    ApiNoContentResponse: serves.delete,
    ApiOkResponse: serves.list || serves.get || changesRows(serves) || actions.length > 0,
    ApiOperation: true,
    ApiTags: true,
  };
  return namesOf(used);
}

const namesOf = (used: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.keys(used).filter((name) => used[name]);

/** The decorators of `http/nest/partials/access.ejs`; who is signed in may do what has none. */
const decorated = (access: ReturnType<typeof accessFor>) =>
  Object.fromEntries(Object.entries(access).map(([action, permission]) => [action, decoratedBy(permission)]));

const decoratedBy = (permission: string) => ({
  isPublic: permission === 'public',
  isOptional: permission === 'optional',
  isRestricted: permission.includes(':'),
  permission,
});

/** Their names, as far as the operations and actions that are there have them. */
function decoratorsIn(shape: Shape, access: ReturnType<typeof accessFor>): readonly string[] {
  const { serves } = shape;
  const { hasReads, hasChange } = operationValues(serves);
  const used = [
    ...(hasReads ? [access.read] : []),
    ...(serves.create ? [access.create] : []),
    ...(hasChange ? [access.update] : []),
    ...(serves.delete ? [access.delete] : []),
    ...actionShapes(shape).map((action) => action.access),
  ];
  const names: Readonly<Record<string, boolean>> = {
    OptionalSignIn: used.includes('optional'),
    Only: used.some((permission) => permission.includes(':')),
    Public: used.includes('public'),
  };
  return namesOf(names);
}
