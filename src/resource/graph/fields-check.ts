import { UsageError } from '../../core/errors.js';
import { fromEach } from '../mistakes.js';
import { type KnownEntity, type ScalarField, scalarTypes } from '../model.js';
import { foreignKeyName, idsName, type Names, namesOf } from '../names.js';
import type { Linked, LinkedField } from './relations.js';
import { builtInFields, userFields } from '../reserved-names.js';
import { definitionOf, types } from '../types/types.js';
import { nearest } from '../wording.js';

/** Checks what can only be seen with all fields of all resources in view. */
export function checkResources(
  resources: readonly Linked[],
  entities: ReadonlyMap<string, KnownEntity>,
): void {
  fromEach(resources, (resource) => {
    checkContents(resource);
    checkSize(resource);
    fromEach(resource.fields, (field) => {
      if (field.kind === 'scalar' && field.source !== undefined)
        checkSlug(resource, field.name, field.source);
      if (field.kind !== 'scalar' && field.target === resource.name) checkSelf(resource.name, field);
    });
  });
  checkProperties(resources, entities);
}

function checkContents({ name, fields }: Linked): void {
  if (fields.some((field) => !('foreign' in field))) return;
  throw new UsageError(
    `Resource ${name} has no field of its own.`,
    `Give it at least one, for example name:string.`,
  );
}

/** A body has at most 100 kB, its names and other fields included. */
const LONGEST_MIN_TOTAL = 90_000;

/** Refuses texts that are together longer than a request. */
export function checkSize({ name, fields }: Pick<Linked, 'name' | 'fields'>): void {
  const total = fields.reduce(
    (sum, field) => sum + (field.kind === 'scalar' && isText(field) ? Number(field.min ?? 0) : 0),
    0,
  );
  if (total <= LONGEST_MIN_TOTAL) return;
  throw new UsageError(
    `The texts of ${name} have at least ${total} characters together, and a request has at most 100 kB.`,
    'Lower their "min".',
  );
}

const isText = (field: ScalarField): boolean => definitionOf(field).values.length !== undefined;

const slugSources = scalarTypes.filter((type) => types[type].values.feedsSlug);

function checkSlug({ name, fields }: Linked, slug: string, source: string): void {
  const refuse = (what: string, remedy: string) => {
    throw new UsageError(`${name}.${slug} is a slug of "${source}", ${what}.`, remedy);
  };
  const texts = fields
    .filter((field) => field.kind === 'scalar')
    .filter((field) => definitionOf(field).values.feedsSlug);
  const found = texts.find((field) => field.name === source);
  const near =
    nearest(
      source,
      texts.map((field) => field.name),
    ) ?? texts[0]?.name;
  if (found === undefined) {
    refuse(
      `which is no ${slugSources.join(' or ')} field of the resource`,
      near === undefined ? `Add ${source}:string.` : `Write ${slug}:slug=${near}.`,
    );
  }
  if (found?.optional === true)
    refuse('which is optional, so there may be nothing to make it from', `Make ${source} required.`);
  if (found?.hidden === true)
    refuse('which is hidden, and the slug would show it', `Remove "hidden" from ${source}.`);
  if (found?.readonly === true)
    refuse('which is readonly, so no request says what to make it from', `Remove "readonly" from ${source}.`);
  const first = fields.find((field) => field.kind === 'scalar' && field.source !== undefined);
  // Who loses a slug to another request tries again with a new one, and of two could not tell which was taken.
  if (first !== undefined && first.name !== slug)
    refuse(`and ${first.name} is one already: a resource has one slug`, `Remove ${slug} or ${first.name}.`);
}

type Relation = Exclude<LinkedField, { kind: 'scalar' }>;

function checkSelf(owner: string, field: Relation): void {
  if (field.kind === 'belongsTo' && !field.optional) {
    throw new UsageError(
      `${owner}.${field.name} points to ${owner} itself and is required, so the first row could never be created.`,
      `Write ${field.name}:belongsTo=${owner}:optional.`,
    );
  }
}

interface Claim {
  readonly property: string;
  readonly what: string;
}

/** Every property of an entity, its own and the other sides of relations to it, must have a name of its own. */
function checkProperties(resources: readonly Linked[], entities: ReadonlyMap<string, KnownEntity>): void {
  const claims = new Map<string, Map<string, string>>();
  const claim = (entity: string, { property, what }: Claim) => {
    const taken = claims.get(entity) ?? claims.set(entity, new Map()).get(entity);
    const other = taken?.get(property.toLowerCase());
    if (other !== undefined) throw propertyClash(entity, what, other);
    taken?.set(property.toLowerCase(), what);
  };
  const target = namesIn(resources, entities);
  const existing = [...entities.values()].filter(({ name }) => !resources.some((one) => one.name === name));
  for (const { name, isUser, profile } of existing) {
    for (const property of isUser ? userFields : builtInFields)
      claim(name, { property, what: `its own "${property}"` });
    for (const field of profile?.fields ?? []) for (const one of ownClaims(field, target)) claim(name, one);
  }
  for (const { name } of resources) {
    for (const property of builtInFields) claim(name, { property, what: `the built-in "${property}"` });
  }
  const known = existing.flatMap(({ resource }) => resource ?? []);
  for (const { name, fields } of [...known, ...resources]) {
    for (const field of fields) for (const one of ownClaims(field, target)) claim(name, one);
  }
  for (const { name, fields } of [...known, ...resources]) {
    for (const field of fields)
      for (const one of inverseClaims(name, field)) claim(field.kind === 'scalar' ? name : field.target, one);
  }
}

/** The names of the entity that a relation points at. */
function namesIn(resources: readonly Linked[], entities: ReadonlyMap<string, KnownEntity>) {
  return (name: string): Names =>
    namesOf(name, (resources.find((one) => one.name === name) ?? entities.get(name)?.resource)?.plural);
}

/** A hasMany or hasOne is the inverse of its foreign key and is counted there. */
function ownClaims(field: LinkedField, target: (name: string) => Names): Claim[] {
  const own = { property: field.name, what: `the field "${field.name}"` };
  if (field.kind === 'scalar') return [own];
  if (field.kind === 'belongsTo') return [own, derived(foreignKeyName(field.name), field.name)];
  if (field.kind !== 'manyToMany') return [];
  return [own, derived(idsName(field.name, target(field.target)), field.name)];
}

const derived = (property: string, name: string): Claim => ({
  property,
  what: `"${property}" of the relation "${name}"`,
});

function inverseClaims(owner: string, field: LinkedField): Claim[] {
  if (field.kind === 'scalar' || !('inverse' in field) || field.inverse === undefined) return [];
  return [{ property: field.inverse, what: `"${field.inverse}", the other side of ${owner}.${field.name}` }];
}

const propertyClash = (entity: string, one: string, other: string) =>
  new UsageError(
    one === other ? `${entity} has ${one} twice.` : `In ${entity}, ${one} clashes with ${other}.`,
    'Rename one of them.',
  );
