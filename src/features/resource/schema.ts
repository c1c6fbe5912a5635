import { stringLiteral } from '../../core/quoting.js';
import { takesBodies } from '../../resource/operations.js';
import { importPath } from '../../resource/shape/import-path.js';
import type { ScalarField } from '../../resource/model.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../resource/shape/shape.js';
import type { RelationTarget } from '../../resource/shape/targets.js';
import { actionShapes } from '../../resource/shape/actions.js';
import { lookupShapes } from '../../resource/shape/lookups.js';
import { checksAbout, settableChecks } from '../../resource/shape/checks.js';
import { definitionOf } from '../../resource/types/types.js';
import { isFilterable } from './filterable.js';

/** What the schema template prints. */
export function schemaValues(shape: Shape) {
  const { include } = shape;
  const hasBody = takesBodies(shape.serves);
  const relations = relationsOf(shape);
  const writable = shape.writable.map((field) => schemaOf(field, 'body'));
  const visible = shape.visible.map((field) => schemaOf(field, 'view'));
  const filters = filtersOf(shape);
  const bodies = actionBodies(shape);
  const fieldHelpers = [
    ...[...(hasBody ? writable : []), ...visible].flatMap(({ schema }) => helperIn(schema)),
    ...(hasBody && shape.manyToMany.length > 0 ? ['relatedIds'] : []),
    ...bodies.flatMap(({ fields }) => fields.flatMap(({ schema }) => helperIn(schema))),
  ];
  const defaulted = defaultedOf(shape);
  const lookups = lookupShapes(shape);
  const lookupHelpers = lookups.flatMap(({ schema }) => helperIn(schema));
  const checks = hasBody ? settableChecks(shape) : [];
  const { description } = shape.resource;
  return {
    ...relations,
    hasDescription: description !== undefined,
    description: description && stringLiteral(description),
    writable,
    visible,
    settable: shape.settable.map(({ key, optional }) => ({ key, optional })),
    mayBeIncomplete: defaulted.length > 0,
    defaulted,
    hasChecks: checks.length > 0,
    checks,
    checksAbout: `${checksAbout(shape)}. Null passes.`,
    isShownInItself: isShownInItself(shape),
    withoutRelations: relationsOf({ ...shape, include: [] }),
    hasIncludes: include.length > 0,
    includes: include,
    sortable: shape.visible.filter(({ sortable }) => sortable).map(({ name }) => name),
    hasSearch: shape.scalars.some((field) => field.searchable),
    filters,
    // The dates that every row has are filtered by too.
    filterHelpers: ['datetimeFilter', 'range', ...filters.flatMap(({ helpers }) => helpers)],
    usesFields: fieldHelpers.length > 0,
    fieldHelpers,
    relatedSchemas: relatedSchemas(shape),
    actionBodies: bodies,
    lookups,
    usesLookupFilters: lookupHelpers.length > 0,
    lookupHelpers,
  };
}

/** What actions are sent. */
const actionBodies = (shape: Shape) =>
  actionShapes(shape).flatMap(({ name, body, Body, hasBody }, index) => {
    const fields = (shape.actions[index]?.body ?? []).map((field) => ({
      ...schemaOf(field, 'body'),
      whenAbsent: whenAbsent(field),
    }));
    return hasBody ? [{ name, body, Body, fields }] : [];
  });

const schemaOf = (field: ScalarField, side: 'body' | 'view') => ({
  name: field.name,
  optional: field.optional,
  hidden: field.hidden,
  schema: definitionOf(field).schema[side](field),
  isDescribed: field.description !== undefined,
  description: field.description && stringLiteral(field.description),
});

/** The function or constant of the project that a schema is made by: `decimalText` of `decimalText({ scale: 2 })`, none of `z.int()`. */
const helperIn = (schema: string): readonly string[] => /^\w+(?=\(|$)/.exec(schema) ?? [];

function relationsOf(shape: Shape) {
  const included = ({ name, to }: BelongsToShape | ManyToManyShape) => ({
    name,
    isIncluded: shape.include.includes(name),
    schema: relatedSchema(shape, to),
  });
  return {
    belongsTo: shape.belongsTo.map((field) => ({
      ...included(field),
      key: field.key,
      optional: field.optional,
      mayBeAbsent: field.optional || field.to.hidesRows,
    })),
    manyToMany: shape.manyToMany.map((field) => ({ ...included(field), key: field.key })),
  };
}

/** A whole row may leave out what has a value without being named. */
function defaultedOf(shape: Shape) {
  return [
    ...shape.writable.map((field) => ({ name: field.name, whenAbsent: whenAbsent(field) })),
    ...shape.settable.map(({ key, optional }) => ({
      name: key,
      whenAbsent: optional ? '.default(null)' : '',
    })),
    ...shape.manyToMany.map(({ key }) => ({ name: key, whenAbsent: '.default([])' })),
  ].filter((field) => field.whenAbsent !== '');
}

function whenAbsent(field: ScalarField): string {
  const value = field.default ?? (field.optional ? null : undefined);
  return value === undefined ? '' : definitionOf(field).schema.absent(value);
}

/** A row within a row of its own kind comes without relations: one level, not a tree without end. */
const isShownInItself = ({ belongsTo, manyToMany, include, names }: Shape): boolean =>
  [...belongsTo, ...manyToMany].some(({ name, to }) => to.entity === names.pascal && include.includes(name));

function filtersOf({ visible, belongsTo, manyToMany }: Shape) {
  return [
    ...visible.map((field) => {
      const { filter, hasBounds = false } = definitionOf(field).schema;
      return filterBy(
        field.name,
        field.optional,
        isFilterable(field) ? filter?.(field) : undefined,
        hasBounds,
      );
    }),
    ...belongsTo.map(({ key, optional }) => filterBy(key, optional, 'uuidFilter', false)),
    ...manyToMany.map(({ key }) => filterBy(key, false, 'linkedFilter', false)),
  ];
}

function filterBy(key: string, isNullable: boolean, schema: string | undefined, bounds: boolean) {
  const hasValue = schema !== undefined;
  const hasBounds = hasValue && bounds;
  const helpers = [
    ...helperIn(schema ?? ''),
    ...(hasBounds ? ['range'] : []),
    ...(isNullable ? ['nullFilter'] : []),
  ];
  return { key, isNullable, hasValue, hasBounds, schema, helpers };
}

/** A related row in an answer: the user as a summary; this same resource without end is not possible, so by a plain object. */
function relatedSchema(shape: Shape, to: RelationTarget): string {
  if (to.isUser) return 'userSummarySchema';
  return to.entity === shape.names.pascal ? `${to.names.camel}Fields` : `${to.names.camel}Schema`;
}

const relatedSchemas = (shape: Shape) =>
  [...shape.belongsTo, ...shape.manyToMany]
    .filter(({ name, to }) => shape.include.includes(name) && to.entity !== shape.names.pascal)
    .map(({ to }) => ({
      schema: relatedSchema(shape, to),
      from: importPath(`${shape.module}.schema.ts`, `${to.stem}.schema`),
    }));
