import type { Project } from '../../core/project.js';
import { readsRows, type Serves, servesOf } from '../operations.js';
import { isFar } from '../fields/relation-types.js';
import { entityImport, importedAs } from './imported-names.js';
import { operationValues } from './operation-values.js';
import { variablesOf } from './variables.js';
import { lookupsOf } from '../lookups.js';
import {
  foreignKeyName,
  identifier,
  idsName,
  joinTableName,
  namesOf,
  namesOfResource,
  singularRelation,
  type Names,
} from '../names.js';
import type {
  Access,
  Action,
  BelongsTo,
  FieldCheck,
  HasRelation,
  KnownEntity,
  ManyToMany,
  Resource,
  ScalarField,
} from '../model.js';
import { hidesRows, hidingWholes } from '../visibility.js';
import { moduleFolder, type RelationTarget, targetOf } from './targets.js';

/** Who may reach an endpoint at all; ownership is decided later, in the service. */
export type EndpointAccess = 'public' | 'authenticated' | 'admin';

/** What the owner relation decides: nothing, who may change a row, or who may know of it. */
export type Ownership = 'none' | 'change' | 'visibility';

export interface AccessRule {
  readonly read: EndpointAccess;
  readonly write: EndpointAccess;
  readonly ownership: Ownership;
}

export const accessRules: Record<Access, AccessRule> = {
  public: { read: 'public', write: 'public', ownership: 'none' },
  read: { read: 'public', write: 'authenticated', ownership: 'none' },
  authenticated: { read: 'authenticated', write: 'authenticated', ownership: 'none' },
  owner: { read: 'public', write: 'authenticated', ownership: 'change' },
  private: { read: 'authenticated', write: 'authenticated', ownership: 'visibility' },
  admin: { read: 'public', write: 'admin', ownership: 'none' },
  internal: { read: 'admin', write: 'admin', ownership: 'none' },
};

export interface BelongsToShape extends BelongsTo {
  /** `authorId`. */
  readonly key: string;
  readonly to: RelationTarget;
  /** A reference that the foreign key alone does not check: the row may be hidden from the actor, or soft-deleted. */
  readonly guarded: boolean;
}

export interface ManyToManyShape extends ManyToMany {
  /** `tagIds`. */
  readonly key: string;
  readonly joinTable: string;
  readonly ownColumn: string;
  readonly otherColumn: string;
  readonly to: RelationTarget;
}

export interface HasShape extends HasRelation {
  readonly to: RelationTarget;
}

/** Which rows everybody sees who may read the resource. */
export interface Hiding {
  /** The field that says it, and the values with which it does; a datetime has none. */
  readonly when: { readonly field: ScalarField; readonly values: readonly string[] } | undefined;
  /** Those it is a part of, and is hidden with. */
  readonly wholes: readonly BelongsToShape[];
}

/** A resource as templates see it: names, rules and relations worked out once. */
export interface Shape {
  readonly resource: Resource;
  readonly names: Names;
  /** What the class is called where it is imported: `Page` may be `PageEntity`. */
  readonly local: string;
  /** What one row is called in code: `blogPost`, or `bodyRow` where the templates use the plain name themselves. */
  readonly item: string;
  /** What its collection is called in code: `blogPosts`, or `newsRows` where the plural is the singular. */
  readonly items: string;
  readonly table: string;
  /** `src/modules/blog-posts/blog-post`, to which `.entity`, `.service` … are appended. */
  readonly module: string;
  readonly rule: AccessRule;
  /** Undefined where no row is hidden from who may read others. */
  readonly hiding: Hiding | undefined;
  readonly serves: Serves;
  /** The relation that the server sets to the acting user. */
  readonly owner: BelongsToShape | undefined;
  readonly scalars: readonly ScalarField[];
  readonly belongsTo: readonly BelongsToShape[];
  readonly manyToMany: readonly ManyToManyShape[];
  readonly has: readonly HasShape[];
  readonly slug: ScalarField | undefined;
  /** Scalars a request may set. */
  readonly writable: readonly ScalarField[];
  /** Relations a request may set. */
  readonly settable: readonly BelongsToShape[];
  /** Scalars a response shows. */
  readonly visible: readonly ScalarField[];
  /** Names that `?include=` understands. */
  readonly include: readonly string[];
  readonly softDelete: boolean;
  /** What holds between two fields. */
  readonly checks: readonly FieldCheck[];
  readonly actions: readonly Action[];
  /** Fields that a row is found by. */
  readonly lookups: readonly ScalarField[];
}

/** @param project the project as planned so far: what is not in it yet comes later. */
export function shapeOf(
  resource: Resource,
  known: ReadonlyMap<string, KnownEntity>,
  project: Project,
): Shape {
  const target = (name: string): RelationTarget => targetOf(name, resource.name, known, project);
  const names = namesOfResource(resource);
  const rule = accessRules[resource.access];
  const serves = servesOf(resource);
  const scalars = resource.fields.filter((field) => field.kind === 'scalar');
  const belongsTo = resource.fields
    .filter((field) => field.kind === 'belongsTo')
    .map((field): BelongsToShape => {
      const to = target(field.target);
      return { ...field, key: foreignKeyName(field.name), to, guarded: isGuarded(to) };
    });
  const manyToMany = resource.fields
    .filter((field) => field.kind === 'manyToMany')
    .map((field) => manyToManyShape(resource, field, target(field.target)));
  const has = resource.fields
    .filter(isFar)
    .map((field): HasShape => ({ ...field, to: target(field.target) }));

  const include = [...belongsTo, ...manyToMany]
    .filter((relation) => readsRows(serves) && isReadable(relation.to, rule))
    .map((relation) => relation.name);

  return {
    resource,
    names,
    local: importedAs(names.pascal),
    rule,
    hiding: hidingOf(resource, belongsTo, known),
    serves,
    ...variablesOf(names),
    table: names.plural.snake,
    module: `${moduleFolder(names)}/${names.kebab}`,
    owner: belongsTo.find((field) => field.owner),
    scalars,
    belongsTo,
    manyToMany,
    has,
    slug: scalars.find(isMadeFromAnother),
    writable: scalars.filter((field) => !field.readonly && !isMadeFromAnother(field)),
    settable: belongsTo.filter((field) => !field.owner),
    visible: scalars.filter((field) => !field.hidden),
    include,
    softDelete: resource.softDelete,
    checks: resource.checks ?? [],
    actions: resource.actions ?? [],
    lookups: lookupsOf(resource.fields),
  };
}

function hidingOf(
  resource: Resource,
  belongsTo: readonly BelongsToShape[],
  known: ReadonlyMap<string, KnownEntity>,
): Hiding | undefined {
  const resourceOf = (name: string): Resource | undefined => known.get(name)?.resource;
  if (!hidesRows(resource, resourceOf)) return undefined;
  const { visible, fields } = resource;
  const wholes = hidingWholes(resource, resourceOf).map(({ name }) => name);
  const field = fields.find(({ name }) => name === visible?.field);
  return {
    when: field?.kind === 'scalar' ? { field, values: visible?.values ?? [] } : undefined,
    wholes: belongsTo.filter(({ name }) => wholes.includes(name)),
  };
}

/** A slug, which the server makes. */
const isMadeFromAnother = ({ source }: ScalarField): boolean => source !== undefined;

function manyToManyShape(resource: Resource, field: ManyToMany, to: RelationTarget): ManyToManyShape {
  const own = namesOf(resource.name);
  const one = singularRelation(field.name, to.names);
  const other = namesOf(one).snake;
  return {
    ...field,
    key: idsName(field.name, to.names),
    to,
    joinTable: joinTableName(own.pascal, field.name),
    ownColumn: identifier(`${own.snake}_id`),
    otherColumn: identifier(other === own.snake ? `other_${other}_id` : `${other}_id`),
  };
}

const isGuarded = ({ resource, hidesRows: hides }: RelationTarget): boolean =>
  resource !== undefined &&
  (hides || resource.softDelete || resource.access === 'private' || resource.access === 'internal');

/** Whether everybody who may read this resource may read that one too. The user is shown as a summary only. */
function isReadable(to: RelationTarget, rule: AccessRule): boolean {
  if (to.isUser) return true;
  // Two modules that show each other would import each other.
  if (!to.resource || to.later) return false;
  // What its own operations do not show, no other's do.
  if (!readsRows(servesOf(to.resource))) return false;
  const other = accessRules[to.resource.access];
  if (other.ownership === 'visibility') return false;
  const order: readonly EndpointAccess[] = ['public', 'authenticated', 'admin'];
  return order.indexOf(other.read) <= order.indexOf(rule.read);
}

/** What every resource template may print. */
export function commonValues({ names, local, item, items, include, serves, actions }: Shape) {
  const article = /^[aeio]/.test(names.title) ? 'an' : 'a';
  return {
    name: names.kebab,
    plural: names.plural.kebab,
    path: names.path,
    Name: names.pascal,
    Entity: local,
    EntityImport: entityImport(names.pascal),
    Names: names.plural.pascal,
    item,
    stem: names.camel,
    items,
    title: names.title,
    titles: names.plural.title,
    Titles: names.plural.title.charAt(0).toUpperCase() + names.plural.title.slice(1),
    article,
    Article: article === 'an' ? 'An' : 'A',
    ...operationValues(serves, actions.length > 0),
    hasIncludeQuery: serves.get && include.length > 0,
  };
}
