import { isCaseless } from '../../../resource/fields/caseless.js';
import { takesBodies } from '../../../resource/operations.js';
import { importPath } from '../../../resource/shape/import-path.js';
import { entityImport } from '../../../resource/shape/imported-names.js';
import { hasManyBranches } from '../../../resource/shape/lint-limits.js';
import { operationValues } from '../../../resource/shape/operation-values.js';
import {
  joinsByActor,
  loadsByActor,
  locksByActor,
  readsByActor,
} from '../../../resource/shape/actor-needs.js';
import { readPermission } from '../../../resource/shape/guarded-includes.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import type { RelationTarget } from '../../../resource/shape/targets.js';
import { lookupShapes } from '../../../resource/shape/lookups.js';
import { visibleRows } from '../../../resource/shape/targets.js';
import type { Platform } from '../../http/contract.js';
import type { Engine } from '../engines/engine.js';
import { filledByService } from './default-value.js';

/** What the repository template prints. */
export function repositoryValues(
  shape: Shape,
  engine: Engine,
  platform: Pick<Platform, 'injectable' | 'injectRepository'>,
) {
  const { manyToMany, include, serves } = shape;
  const { hasReads, hasLock, hasWrites } = operationValues(serves, shape.actions.length > 0);
  const rows = platform.injectRepository(shape.local);
  const hasBody = takesBodies(serves);
  const lookedUp = hasBody ? manyToMany.map(({ name, to }) => ({ name, to })) : [];
  const guarded = hasBody ? guardedTargets(shape) : [];
  const lookedUpRows = [...lookedUp.map(({ to }) => to), ...guarded];
  const searchable = shape.scalars.filter((field) => field.searchable).map(({ name }) => name);
  const caseless = shape.visible.filter(isCaseless).map(({ name }) => name);
  return {
    rowsDecorator: rows.decorator,
    entityIsType: rows.decorator === '' && !hasWrites,
    injectable: platform.injectable(
      ...rows.imports,
      ...(serves.list ? [{ symbol: 'Cursors', from: '../../platform/paging/cursor.js' }] : []),
    ),
    newKeys: newKeys(shape, engine),
    ...hidden(shape),
    ...saving(shape, engine),
    isSeenByOwner: shape.rule.ownership === 'visibility',
    ownerKey: shape.owner?.key ?? '',
    hasSearch: searchable.length > 0,
    searchable,
    hasCaseless: caseless.length > 0,
    caseless,
    hasIncludes: include.length > 0,
    hasManyToMany: manyToMany.length > 0,
    manyToMany: manyToMany.map(({ name, key, to }) => ({ name, key, ...visibleOf(to) })),
    looksUpMany: lookedUp.length > 0,
    lookedUp: lookedUp.map(({ name, to }) => ({ name, ...referenced(to) })),
    guarded: guarded.map((to) => ({ name: to.names.camel, ...referenced(to) })),
    asksCan: lookedUpRows.some(isPrivate),
    needsActor:
      (hasReads && readsByActor(shape)) ||
      (hasLock && locksByActor(shape)) ||
      lookedUpRows.some((to) => isPrivate(to) || to.hidesRows),
    relatedEntities: relatedEntities(shape, lookedUpRows),
    ...relations(shape),
    ...statements(shape),
    ...lookups(shape),
  };
}

/** What the statement of one row says of it. */
const byId = '{ id }';

/** How a row is found by the value of a field, with its relations in the same way as by its id. */
function lookups(shape: Shape) {
  const found = lookupShapes(shape);
  const readsFound = found.length > 0 && shape.manyToMany.length + shape.include.length > 0;
  return {
    byId,
    hasLookups: found.length > 0,
    foundBy: [
      { find: 'find', parameter: 'id: string', where: byId },
      ...found.map(({ field, find, type, isCaseless: folds }) => ({
        find,
        parameter: `value: ${type}`,
        where: folds ? `'lower(row.${field}) = lower(:value)', { value }` : `{ ${field}: value }`,
      })),
    ],
    readsFound,
    relatesByActor: joinsByActor(shape) || loadsByActor(shape),
    namesQueries: shape.hiding !== undefined || readsFound,
  };
}

/** Which of its parts the operations need. */
function statements({ serves, manyToMany, include, actions }: Shape) {
  const { hasReads, hasLock } = operationValues(serves, actions.length > 0);
  const hasRelations = manyToMany.length + include.length > 0;
  return {
    joinsRelations: hasReads && hasRelations,
    makesRowReaders: (serves.get && hasRelations) || (hasLock && manyToMany.length > 0),
  };
}

/** How the relations of a row are read: to-one in the row's own statement, rows of to-many in one of their own. */
function relations(shape: Shape) {
  const isShown = ({ name }: BelongsToShape | ManyToManyShape): boolean => shape.include.includes(name);
  const joined = shape.belongsTo.filter(isShown);
  const loaded = shape.manyToMany.filter(isShown);
  return {
    // A row is not all there is to read.
    hasRelations: joined.length + shape.manyToMany.length > 0,
    hasJoined: joined.length > 0,
    joined: joined.map(({ name, to }) => ({ name, isUser: to.isUser, ...visibleOf(to), links: linksOf(to) })),
    joins: { hasManyBranches: hasManyBranches(joined.flatMap(({ to }) => [to, ...to.links]).length) },
    hasLoaded: loaded.length > 0,
    loaded: loaded.map(({ name, to }) => ({
      name,
      isUser: to.isUser,
      ...visibleOf(to),
      hasLinks: to.links.length > 0,
      links: linksOf(to),
    })),
  };
}

const linksOf = ({ links }: RelationTarget) =>
  links.map(({ name, visible }) => ({ name, isHidden: visible !== undefined, rows: visible?.rows }));

/** What tells which of the rows are shown, where not everybody sees all of them. */
const visibleOf = (to: RelationTarget) => ({ isHidden: to.hidesRows, rows: visibleRows(to).rows });

/** What the template says of rows that are hidden from some. */
function hidden(shape: Shape) {
  const { names, module, manyToMany } = shape;
  const own = visibleRows({ names, stem: module });
  const shown = [...shape.belongsTo, ...manyToMany].filter(({ name }) => shape.include.includes(name));
  const { hasReads, hasLock, hasBody } = operationValues(shape.serves, shape.actions.length > 0);
  // Operations that only make rows ask for none.
  const hidesRows = shape.hiding !== undefined && (hasReads || hasLock);
  const used = [
    ...(hidesRows ? [own] : []),
    ...(hasReads ? shown : []).flatMap(({ to }) => [
      ...(to.hidesRows ? [visibleRows(to)] : []),
      ...to.links.flatMap(({ visible }) => visible ?? []),
    ]),
    ...manyToMany.filter(({ to }) => to.hidesRows).map(({ to }) => visibleRows(to)),
    ...(hasBody ? guardedTargets(shape) : []).filter((to) => to.hidesRows).map(visibleRows),
  ];
  return {
    hidesRows,
    visibleRows: own.rows,
    readsByActor: readsByActor(shape),
    joinsByActor: joinsByActor(shape),
    loadsByActor: loadsByActor(shape),
    locksByActor: locksByActor(shape),
    visibilities: [...new Map(used.map((one) => [one.rows, one])).values()].map(({ rows, module: from }) => ({
      rows,
      from: importPath(`${module}.repository.ts`, from),
    })),
  };
}

/** An operation changes what a request may set, an action any column. */
function saving(shape: Shape, engine: Engine) {
  const columns = shape.scalars.map((field) => field.name);
  return {
    savesAny: shape.actions.length > 0,
    savedKeys: [...new Set([...newKeys(shape, engine), ...columns])],
  };
}

function newKeys(shape: Shape, engine: Engine): readonly string[] {
  return [
    ...shape.writable.map((field) => field.name),
    ...(shape.slug ? [shape.slug.name] : []),
    ...filledByService(shape.scalars, engine).map((field) => field.name),
    ...shape.belongsTo.map((field) => field.key),
    ...shape.manyToMany.map((field) => field.name),
  ];
}

/** Entities whose rows are looked up before they are pointed at. */
function guardedTargets({ settable }: Shape): readonly RelationTarget[] {
  const guarded = settable.filter((field) => field.guarded);
  return [...new Map(guarded.map(({ target, to }) => [target, to])).values()];
}

/** Only private rows depend on who asks; what is the admin's alone is checked in the service. */
const isPrivate = (to: RelationTarget): boolean => to.resource?.access === 'private';

function referenced(to: RelationTarget) {
  const owner = to.resource?.fields.find((field) => field.kind === 'belongsTo' && field.owner);
  return {
    Entity: to.local,
    isPrivate: isPrivate(to),
    needsActor: isPrivate(to) || to.hidesRows,
    actorType: isPrivate(to) ? 'Actor' : 'Actor | undefined',
    ...visibleOf(to),
    permission: readPermission(to),
    ownerKey: `${owner?.name ?? 'owner'}Id`,
    isDeletedSoftly: to.resource?.softDelete === true,
  };
}

const relatedEntities = ({ module, names }: Shape, targets: readonly RelationTarget[]): readonly object[] =>
  targets
    .filter(({ entity }) => entity !== names.pascal)
    .map((to) => ({
      EntityImport: entityImport(to.entity),
      from: importPath(`${module}.repository.ts`, to.module),
    }));
