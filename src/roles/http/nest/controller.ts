import { changesRows, type Serves } from '../../../resource/operations.js';
import { actorNeeds } from '../../../resource/shape/actor-needs.js';
import { operationValues } from '../../../resource/shape/operation-values.js';
import { accessFor } from '../../../resource/shape/access.js';
import type { EndpointAccess, Shape } from '../../../resource/shape/shape.js';

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const { read, write } = shape.rule;
  const actorFor = actorNeeds(shape);
  const { hasReads, hasWrites } = operationValues(shape.serves);
  const hasIncludes = shape.include.length > 0;
  return {
    actorFor,
    hasActor: Object.values(actorFor).some(Boolean),
    hasIncludes,
    nestSymbols: nestSymbols(shape.serves, hasIncludes),
    swaggerSymbols: swaggerSymbols(shape.serves),
    setsHeaders: setsHeaders(shape.serves, hasIncludes),
    access: decorated(accessFor(shape)),
    accessDecorators: [...(hasReads ? decorators[read] : []), ...(hasWrites ? decorators[write] : [])],
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
const decorators: Record<EndpointAccess, readonly string[]> = {
  public: ['Public'],
  authenticated: [],
  admin: ['Only'],
};

const decorated = (access: ReturnType<typeof accessFor>) =>
  Object.fromEntries(
    Object.entries(access).map(([action, permission]) => [
      action,
      { isPublic: permission === 'public', isRestricted: permission.includes(':'), permission },
    ]),
  );
