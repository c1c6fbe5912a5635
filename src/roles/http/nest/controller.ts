import { changesRows, type Serves } from '../../../resource/operations.js';
import { actorValues } from '../../../resource/shape/actor-needs.js';
import { operationValues } from '../../../resource/shape/operation-values.js';
import { accessFor } from '../../../resource/shape/access.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const access = accessFor(shape);
  const hasIncludes = shape.include.length > 0;
  return {
    ...actorValues(shape),
    hasIncludes,
    nestSymbols: nestSymbols(shape.serves, hasIncludes),
    swaggerSymbols: swaggerSymbols(shape.serves),
    setsHeaders: setsHeaders(shape.serves, hasIncludes),
    access: decorated(access),
    accessDecorators: decoratorsIn(shape, access),
  };
}

/** Where a new row is, and the tag of one that comes with others. */
const setsHeaders = ({ get, create }: Serves, hasIncludes: boolean): boolean =>
  get && (create || hasIncludes);

/** What the operations there are import from @nestjs/common. */
function nestSymbols(serves: Serves, hasIncludes: boolean): readonly string[] {
  const { hasBody, hasItem, hasLock } = operationValues(serves);
  const used: Readonly<Record<string, boolean>> = {
    Body: hasBody,
    Controller: true,
    Delete: serves.delete,
    Get: serves.list || serves.get,
    HttpCode: serves.delete,
    Param: hasItem,
    Patch: serves.update,
    Post: serves.create,
    Put: serves.replace,
    Query: serves.list || (serves.get && hasIncludes),
    Req: hasLock,
    Res: setsHeaders(serves, hasIncludes),
  };
  return namesOf(used);
}

/** And from @nestjs/swagger. */
function swaggerSymbols(serves: Serves): readonly string[] {
  const used: Readonly<Record<string, boolean>> = {
    ApiCreatedResponse: serves.create,
    ApiNoContentResponse: serves.delete,
    ApiOkResponse: serves.list || serves.get || changesRows(serves),
    ApiOperation: true,
    ApiTags: true,
  };
  return namesOf(used);
}

const namesOf = (used: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.keys(used).filter((name) => used[name]);

/** The decorators of `http/nest/partials/access.ejs`; who is signed in may do what has none. */
const decorated = (access: ReturnType<typeof accessFor>) =>
  Object.fromEntries(
    Object.entries(access).map(([action, permission]) => [
      action,
      {
        isPublic: permission === 'public',
        isOptional: permission === 'optional',
        isRestricted: permission.includes(':'),
        permission,
      },
    ]),
  );

/** Their names, as far as the operations that are there have them. */
function decoratorsIn({ serves }: Shape, access: ReturnType<typeof accessFor>): readonly string[] {
  const { hasReads, hasChange } = operationValues(serves);
  const used = [
    ...(hasReads ? [access.read] : []),
    ...(serves.create ? [access.create] : []),
    ...(hasChange ? [access.update] : []),
    ...(serves.delete ? [access.delete] : []),
  ];
  const names: Readonly<Record<string, boolean>> = {
    OptionalSignIn: used.includes('optional'),
    Only: used.some((permission) => permission.includes(':')),
    Public: used.includes('public'),
  };
  return namesOf(names);
}
