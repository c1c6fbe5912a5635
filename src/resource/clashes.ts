import { UsageError } from '../core/errors.js';
import type { KnownEntity } from './model.js';
import { joinTableName, namesOf } from './names.js';
import type { ParsedResource } from './parsed.js';

/** Everything outside its own fields that an entity takes for itself: class, file, path, tables. */
interface Claim {
  readonly entity: string;
  readonly what: string;
  readonly key: string;
  readonly existing: boolean;
}

/** Refuses resources whose class, path or tables would be those of another one, wanted or existing. */
export function checkClashes(
  wanted: readonly ParsedResource[],
  entities: ReadonlyMap<string, KnownEntity>,
): void {
  const claims = wanted.map((resource) => resourceClaims(resource, false));
  const mayClash = near(claims.flat());
  // A resource that is there already is compared as a whole later on.
  const others = [...entities.values()].filter(
    (entity) =>
      mayClash(entity) && (entity.resource === undefined || !wanted.some((one) => one.name === entity.name)),
  );
  const taken = new Map<string, Claim>();
  for (const claim of others.flatMap(existingClaims)) taken.set(claim.key, claim);
  for (const own of claims) {
    const clash = own
      .map((claim) => [claim, taken.get(claim.key)] as const)
      .find(([, other]) => other !== undefined);
    if (clash?.[1] !== undefined) throw clashError(clash[0], clash[1]);
    for (const claim of own) taken.set(claim.key, claim);
  }
}

/** Tells the entities that could clash at all: a large project has hundreds, and to spell out all that each claims takes long. */
function near(claims: readonly Claim[]): (entity: KnownEntity) => boolean {
  const keys = new Set(claims.map(({ key }) => key));
  const names = new Set(claims.flatMap(({ key }) => (key.startsWith(nameKey) ? entitiesNaming(key) : [])));
  return ({ name, table, resource }) =>
    names.has(name.toLowerCase()) ||
    keys.has(`path ${namesOf(name).plural.kebab}`) ||
    keys.has(`table ${table.toLowerCase()}`) ||
    resource?.fields.some((field) => field.kind === 'manyToMany') === true;
}

function existingClaims({ name, table, resource }: KnownEntity): Claim[] {
  const own = claimsOfName(name, true);
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
  ...claimsOfName(resource.name, existing),
  tableClaim(resource.name, namesOf(resource.name).plural.snake, existing),
  ...joinClaims(resource, existing),
];

const nameKey = 'name ';

function claimsOfName(entity: string, existing: boolean): Claim[] {
  const path = namesOf(entity).plural.kebab;
  return [
    nameClaim(entity, entity, existing),
    { entity, existing, what: `the path /${path}`, key: `path ${path}` },
    ...derived.map(([before, after]) => nameClaim(entity, `${before}${entity}${after}`, existing)),
  ];
}

const nameClaim = (entity: string, name: string, existing: boolean): Claim => ({
  entity,
  existing,
  what: `the name ${name}`,
  key: nameKey + name.toLowerCase(),
});

/** What its schemas and types are called: two of one name could not both be in the OpenAPI document. */
const derived = [
  ['Create', ''],
  ['Update', ''],
  ['', 'Page'],
  ['', 'Summary'],
  ['', 'View'],
] as const;

/** The entities, in lower case, that claim a name: `createpost` is claimed by `createpost` and by `post`. */
function entitiesNaming(key: string): string[] {
  const name = key.slice(nameKey.length);
  const stripped = derived
    .map(([before, after]) => [before.toLowerCase(), after.toLowerCase()] as const)
    .filter(([before, after]) => name.startsWith(before) && name.endsWith(after))
    .map(([before, after]) => name.slice(before.length, name.length - after.length));
  return [name, ...stripped];
}

const tableClaim = (entity: string, table: string, existing: boolean): Claim => ({
  entity,
  existing,
  what: `the table ${table}`,
  key: `table ${table.toLowerCase()}`,
});

function joinClaims(
  { name, fields }: { name: string; fields: readonly { kind: string; name: string }[] },
  existing: boolean,
): Claim[] {
  const joins = fields
    .filter((field) => field.kind === 'manyToMany')
    .map((field) => joinTableName(name, field.name));
  return [...new Set(joins)].map((table) => tableClaim(name, table, existing));
}

function clashError(claim: Claim, other: Claim): UsageError {
  const same = claim.entity === other.entity && !other.existing;
  return new UsageError(
    same && claim.key.startsWith('name ')
      ? `The resource ${claim.entity} is given twice.`
      : `Resource ${claim.entity}: ${claim.what} clashes with ${other.existing ? 'the existing' : 'the resource'} ${other.entity} (${other.what}).`,
    same ? 'Keep one of them.' : 'Choose another name.',
  );
}
