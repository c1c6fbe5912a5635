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
  // A resource that is there already is compared as a whole later on.
  const others = [...entities.values()].filter(
    ({ name, resource }) => resource === undefined || !wanted.some((one) => one.name === name),
  );
  const taken = new Map<string, Claim>();
  for (const claim of others.flatMap(existingClaims)) taken.set(claim.key, claim);
  for (const resource of wanted) {
    const claims = resourceClaims(resource, false);
    const clash = claims
      .map((claim) => [claim, taken.get(claim.key)] as const)
      .find(([, other]) => other !== undefined);
    if (clash?.[1] !== undefined) throw clashError(clash[0], clash[1]);
    for (const claim of claims) taken.set(claim.key, claim);
  }
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

function claimsOfName(entity: string, existing: boolean): Claim[] {
  const names = namesOf(entity);
  return [
    { entity, existing, what: `the name ${entity}`, key: `name ${entity.toLowerCase()}` },
    { entity, existing, what: `the path /${names.plural.kebab}`, key: `path ${names.plural.kebab}` },
    ...derivedNames(entity).map((name) => ({
      entity,
      existing,
      what: `the name ${name}`,
      key: `name ${name.toLowerCase()}`,
    })),
  ];
}

/** What its schemas and types are called: two of one name could not both be in the OpenAPI document. */
const derivedNames = (entity: string): readonly string[] => [
  `Create${entity}`,
  `Update${entity}`,
  `${entity}Page`,
  `${entity}Summary`,
  `${entity}View`,
];

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
