import { UsageError } from '../../core/errors.js';
import { actionError, bodyName, operationIdOf } from '../actions.js';
import { lookupOperation, lookupsOf } from '../lookups.js';
import type { Field, KnownEntity, Operation } from '../model.js';
import type { OwnTables } from './context.js';
import { operationsOf, servesOf } from '../operations.js';
import { joinTablesOf, type Named, namesOf, namesOfResource } from '../names.js';
import type { ParsedAction, ParsedField, ParsedResource } from '../parsed.js';
import { projectOperations } from '../reserved-names.js';

interface Claiming extends Named {
  readonly operations?: readonly Operation[];
  readonly actions?: readonly Pick<ParsedAction, 'name' | 'body'>[];
  readonly fields?: readonly (Field | ParsedField)[];
}

/** Everything outside its own fields that an entity takes for itself: class, file, path, tables. */
interface Claim {
  readonly entity: string;
  readonly what: string;
  readonly key: string;
  readonly existing: boolean;
}

/** The resources whose class, path or tables would be those of another one, wanted or existing. */
export function clashesAmong(
  wanted: readonly ParsedResource[],
  entities: ReadonlyMap<string, KnownEntity>,
): readonly UsageError[] {
  const claims = wanted.map((resource) => resourceClaims(resource, false));
  const mayClash = near(claims.flat());
  // A resource that is there already is compared as a whole later on.
  const others = [...entities.values()].filter(
    (entity) =>
      mayClash(entity) && (entity.resource === undefined || !wanted.some((one) => one.name === entity.name)),
  );
  const taken = new Map<string, Claim>();
  for (const claim of others.flatMap(existingClaims)) taken.set(claim.key, claim);
  const among = claims.flatMap((own) => {
    const clash = own
      .map((claim) => [claim, taken.get(claim.key)] as const)
      .find(([, other]) => other !== undefined);
    if (clash?.[1] !== undefined) return clashError(clash[0], clash[1]);
    for (const claim of own) taken.set(claim.key, claim);
    return [];
  });
  return [...wanted.flatMap(takenByProject), ...among];
}

/** The resources that are, in name or in table, what a feature has of its own. */
export function takenByFeatures(resources: readonly Named[], ownTables: OwnTables): readonly UsageError[] {
  return resources.flatMap((resource) => {
    const tables = [namesOf(resource.name).plural.snake, namesOfResource(resource).plural.snake];
    const table = tables.find((one) => ownTables.has(one));
    if (table === undefined) return [];
    return new UsageError(
      `Resource ${resource.name}: the feature ${ownTables.get(table)} has the table ${table}.`,
      `Choose another name. One that is there already gets it by plinth rename resource ${resource.name}.`,
    );
  });
}

/** Tells the entities that could clash at all: a large project has hundreds, and to spell out all that each claims takes long. */
function near(claims: readonly Claim[]): (entity: KnownEntity) => boolean {
  const keys = new Set(claims.map(({ key }) => key));
  const names = new Set(claims.flatMap(({ key }) => entitiesNaming(key)));
  return ({ name, table, resource }) =>
    names.has(name.toLowerCase()) ||
    names.has(namesOfResource(resource ?? { name }).plural.pascal.toLowerCase()) ||
    keys.has(pathKey + namesOfResource(resource ?? { name }).path) ||
    keys.has(`table ${table.toLowerCase()}`) ||
    resource?.actions !== undefined ||
    lookupsOf(resource?.fields ?? []).length > 0 ||
    resource?.fields.some((field) => field.kind === 'manyToMany') === true;
}

function existingClaims({ name, table, resource }: KnownEntity): Claim[] {
  const own = claimsOfName(resource ?? { name }, true);
  const tables = [
    tableClaim(name, table, true),
    ...(resource === undefined ? [] : joinClaims(resource, true)),
  ];
  return [...own, ...tables];
}

const resourceClaims = (
  resource: ParsedResource | NonNullable<KnownEntity['resource']>,
  existing: boolean,
): Claim[] => [
  ...claimsOfName(resource, existing),
  tableClaim(resource.name, namesOfResource(resource).plural.snake, existing),
  ...joinClaims(resource, existing),
];

const nameKey = 'name ';
const pathKey = 'path ';

function claimsOfName(named: Claiming, existing: boolean): Claim[] {
  const entity = named.name;
  const { path } = namesOfResource(named);
  return [
    nameClaim(entity, entity, existing),
    { entity, existing, what: `its path /${path}`, key: pathKey + path },
    ...derivedOf(named).map((before) => schemaClaim(entity, `${before}${entity}`, existing)),
    ...(named.actions ?? [])
      .filter(({ body }) => body.length > 0)
      .map(({ name }) => schemaClaim(entity, bodyName(name, entity), existing)),
    ...operationIds(named).map((id) => operationClaim(entity, id, existing)),
  ];
}

/** What the API document calls all that is done with its rows. */
function operationIds(named: Claiming): readonly string[] {
  const { name, actions = [], fields = [] } = named;
  const { plural } = namesOfResource(named);
  return [
    ...operationsOf(named).map((operation) => `${operation}${operation === 'list' ? plural.pascal : name}`),
    ...actions.map((action) => operationIdOf(action.name, name)),
    ...lookupsOf(fields).map((field) => lookupOperation(field.name, name)),
  ];
}

const operationKey = 'operation ';

const operationClaim = (entity: string, id: string, existing: boolean): Claim => ({
  entity,
  existing,
  what: `its operation ${id} in the API document`,
  key: operationKey + id.toLowerCase(),
});

/** Actions that the API document would call as an operation of every project. */
const takenByProject = ({ name, actions = [] }: Claiming): readonly UsageError[] =>
  actions
    .map((action) => [action.name, operationIdOf(action.name, name)] as const)
    .filter(([, id]) => projectOperations.has(id.toLowerCase()))
    .map(([action, id]) =>
      actionError(
        `${name}.${action}`,
        `would be ${id} in the API document, and a project may have that already`,
        'Choose another name.',
      ),
    );

const nameClaim = (entity: string, name: string, existing: boolean): Claim => ({
  entity,
  existing,
  what: `its name`,
  key: nameKey + name.toLowerCase(),
});

const schemaClaim = (entity: string, name: string, existing: boolean): Claim => ({
  ...nameClaim(entity, name, existing),
  what: `its schema ${name} in the API document`,
});

/** What its schemas are called beside its own name: two of one name could not both be in the OpenAPI document. */
const derived = ['Create', 'Replace', 'Update'] as const;

/** Those it has: what both a POST and a PUT take is called after the POST. */
function derivedOf(named: Claiming): readonly (typeof derived)[number][] {
  const { create, replace, update } = servesOf(named);
  const there = { Create: create, Replace: replace && !create, Update: update };
  return derived.filter((before) => there[before]);
}

/** The entities, in lower case, that claim a name: `createpost` is claimed by `createpost` and by `post`. */
function entitiesNaming(key: string): string[] {
  if (key.startsWith(operationKey)) return endingsOf(key.slice(operationKey.length));
  if (!key.startsWith(nameKey)) return [];
  const name = key.slice(nameKey.length);
  const stripped = derived
    .map((before) => before.toLowerCase())
    .filter((before) => name.startsWith(before))
    .map((before) => name.slice(before.length));
  return [name, ...stripped];
}

/** What an operation does stands before the name, and may be any word: `publishblogpost` may be of `blogpost` and of `post`. */
const endingsOf = (id: string): string[] => Array.from(id, (_, start) => id.slice(start));

const tableClaim = (entity: string, table: string, existing: boolean): Claim => ({
  entity,
  existing,
  what: `its table ${table}`,
  key: `table ${table.toLowerCase()}`,
});

const joinClaims = (resource: Parameters<typeof joinTablesOf>[0], existing: boolean): Claim[] =>
  [...new Set(joinTablesOf(resource))].map((table) => tableClaim(resource.name, table, existing));

function clashError(claim: Claim, other: Claim): UsageError {
  const same = claim.entity === other.entity && !other.existing;
  return new UsageError(
    same && claim.key.startsWith('name ')
      ? `The resource ${claim.entity} is declared twice.`
      : `Resource ${claim.entity}: ${claim.what} is taken by ${other.existing ? 'the existing' : 'the resource'} ${other.entity}${detail(claim, other)}.`,
    same ? 'Keep one of them.' : `Choose another name${isPath(claim) ? ', or say its path: path=…' : ''}.`,
  );
}

const isPath = ({ key }: Claim): boolean => key.startsWith(pathKey);

/** What the other one needs it for, where that is not the same. */
function detail({ entity, what, key }: Claim, other: Claim): string {
  if (what !== other.what) return ` for ${other.what}`;
  const caseOnly = key.startsWith(nameKey) && entity !== other.entity && what === 'its name';
  return caseOnly ? ': they differ only in upper and lower case' : '';
}
