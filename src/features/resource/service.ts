import { changesRows, takesBodies } from '../../resource/operations.js';
import {
  actorValues,
  askedActors,
  isRestricted,
  locksByActor,
  readsByActor,
} from '../../resource/shape/actor-needs.js';
import { guardedIncludes, readPermission } from '../../resource/shape/guarded-includes.js';
import { permissionsOf } from '../../resource/permissions.js';
import { importPath } from '../../resource/shape/import-path.js';
import { entityImport } from '../../resource/shape/imported-names.js';
import { settableChecks } from '../../resource/shape/checks.js';
import { hasManyBranches } from '../../resource/shape/lint-limits.js';
import { lookupShapes } from '../../resource/shape/lookups.js';
import { operationValues } from '../../resource/shape/operation-values.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../resource/shape/shape.js';
import type { RelationTarget } from '../../resource/shape/targets.js';
import type { Platform } from '../../roles/http/contract.js';
import { actionMethods } from './actions.js';
import type { ServerDefault } from './server-defaults.js';

/**
 * What the service template prints.
 * @param defaults properties that every new row gets from the service.
 */
export function serviceValues(
  shape: Shape,
  platform: Pick<Platform, 'injectable'>,
  defaults: readonly ServerDefault[],
) {
  const { names, rule, owner } = shape;
  const { hasGet, hasLock, isChangePartial } = operationValues(shape.serves);
  const { actions, ...actionNeeds } = actionMethods(shape);
  const { guarded, manyToMany } = givenReferences(shape);
  const requirers = distinctTargets(guarded);
  const { create, update } = askedActors(shape);
  const isOpen = [create, update].includes('whoever signs in');
  const isSeenByOwner = rule.ownership === 'visibility';
  const actors = actorValues(shape);
  return {
    injectable: platform.injectable({
      symbol: `${names.pascal}Repository`,
      from: `./${names.kebab}.repository.js`,
    }),
    ...actors,
    hasActor: actors.hasActor || actions.some(({ takesActor }) => takesActor),
    readsByActor: readsByActor(shape),
    locksByActor: locksByActor(shape),
    isChangedByOwner: rule.ownership === 'change',
    isSeenByOwner,
    permissions: permissionsOf(names),
    checksChanges: changesRows(shape.serves) && settableChecks(shape).length > 0,
    guardedIncludes: guardedIncludes(shape),
    requiresPermission: guardedIncludes(shape).length > 0,
    asksCan:
      (isSeenByOwner && shape.serves.list) ||
      [...requirers, ...manyToMany.map(({ to }) => to)].some(isForAdmins),
    requiresOwner: (rule.ownership !== 'none' && hasLock) || actions.some(({ isOwners }) => isOwners),
    requiresVisible: isSeenByOwner && (hasGet || hasLock || actions.length > 0),
    actions,
    ...actionNeeds,
    reads: [
      ...(shape.serves.get ? [{ method: 'get', find: 'find', value: 'id', parameter: 'id: string' }] : []),
      ...lookupShapes(shape).map(({ method, find, type }) => ({
        method,
        find,
        value: 'value',
        parameter: `value: ${type}`,
      })),
    ],
    makesSlug: shape.slug !== undefined && shape.serves.create,
    hasOwner: owner !== undefined,
    ownerKey: owner?.key ?? '',
    hasIncludes: shape.include.length > 0,
    hasManyToMany: manyToMany.length > 0,
    manyToMany: manyToMany.map(({ name, key, to }) => ({
      name,
      key,
      Entity: to.local,
      ...referenced(to, isOpen),
    })),
    hasReferences: manyToMany.length + requirers.length > 0,
    relatedEntities: relatedEntities({ ...shape, manyToMany }),
    guarded: guarded.map(({ key, optional, to }) => ({
      key,
      optional,
      isConditional: optional || isChangePartial,
      requirer: requirerOf(to),
      needsActor: isRestricted(to) || to.hidesRows,
    })),
    requirers: requirers.map((to) => ({
      requirer: requirerOf(to),
      exists: `${to.names.camel}Exists`,
      ...referenced(to, isOpen),
    })),
    ...creation(shape, guarded, defaults),
    changing: { hasManyBranches: hasManyBranches(guarded.length + manyToMany.length) },
  };
}

/** The relations that a request may name rows for, of those that are looked up by the service. */
const givenReferences = ({ serves, settable, manyToMany }: Shape) =>
  takesBodies(serves)
    ? { guarded: settable.filter((field) => field.guarded), manyToMany }
    : { guarded: [], manyToMany: [] };

/** How a row is made. What may be deleted softly is held until the row that points at it is there. */
function creation(
  { slug, owner, items, manyToMany }: Shape,
  guarded: readonly BelongsToShape[],
  defaults: readonly ServerDefault[],
) {
  const holdsReferences = guarded.some(({ to }) => to.resource?.softDelete);
  const checksFirst = !holdsReferences && guarded.length > 0;
  const awaitsIds = !holdsReferences && manyToMany.length > 0;
  return {
    holdsReferences,
    store: holdsReferences ? items : `this.#${items}`,
    defaults,
    hasSlug: slug !== undefined,
    slug: slug && { name: slug.name, source: slug.source, isPlain: slug.name === 'slug' },
    creation: {
      isAsync: checksFirst || (awaitsIds && !slug),
      awaitsIds,
      addsValues: slug !== undefined || owner !== undefined || defaults.length + manyToMany.length > 0,
      hasManyBranches: hasManyBranches(checksFirst ? guarded.length : 0),
    },
  };
}

/** What a request may point at is looked up in the service's own words: who may know of it, and what it is called. */
const referenced = (to: RelationTarget, isOpen: boolean) => ({
  title: to.names.title,
  needsActor: isRestricted(to) || to.hidesRows,
  actorType: isOpen ? 'Actor | undefined' : 'Actor',
  asksByActor: to.resource?.access === 'private' || to.hidesRows,
  isForAdmins: isForAdmins(to),
  permission: readPermission(to),
});

const isForAdmins = ({ resource }: RelationTarget): boolean => resource?.access === 'internal';

function distinctTargets(fields: readonly BelongsToShape[]): readonly RelationTarget[] {
  return [...new Map(fields.map(({ target, to }) => [target, to])).values()];
}

/** `requireOwner` and `requireVisible` are checks of every project. */
const requirerOf = ({ entity }: RelationTarget): string =>
  entity === 'Owner' || entity === 'Visible' ? `require${entity}Row` : `require${entity}`;

const relatedEntities = ({ module, names, manyToMany }: Pick<Shape, 'module' | 'names' | 'manyToMany'>) =>
  manyToMany
    .filter(({ to }: ManyToManyShape) => to.entity !== names.pascal)
    .map(({ to }) => ({
      EntityImport: entityImport(to.entity),
      from: importPath(`${module}.service.ts`, to.module),
    }));
