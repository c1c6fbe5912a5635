import { templateLiteral } from '../../../core/quoting.js';
import { importPath } from '../../../resource/shape/import-path.js';
import { entityImport, importedAs } from '../../../resource/shape/imported-names.js';
import type { ScalarField } from '../../../resource/model.js';
import type { BelongsToShape, HasShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import type { RelationTarget } from '../../../resource/shape/targets.js';
import { variablesOf } from '../../../resource/shape/variables.js';
import { definitionOf } from '../../../resource/types/types.js';
import { columnType, type Engine } from '../engines/engine.js';
import { checksOf } from './checks.js';
import { defaultOf } from './default-value.js';
import { descendingIndexes, indexedTogether, orderedFields, orderedMoments } from './list-indexes.js';
import { type InverseSide, inverseDecorators, inverseSideValues } from './inverse-side.js';
import { ormImport, type OrmSymbol, ormNames } from './orm-names.js';
import {
  isPartlyUnique,
  isUnique,
  namedIndexes,
  namedTogether,
  uniqueIndexOf,
  uniqueTogether,
} from './uniqueness.js';

const onDeleteOf = { cascade: 'CASCADE', restrict: 'RESTRICT', setNull: 'SET NULL' } as const;

/**
 * What the entity template prints.
 * @param inverses far sides of relations that point here from entities written before this one.
 */
export function entityValues(shape: Shape, engine: Engine, inverses: readonly InverseSide[]) {
  const own = shape.names.pascal;
  const sides = [
    ...shape.has.map(inverseOf),
    ...inverses.filter((side) => !shape.has.some((field) => field.name === side.name)),
  ];
  return {
    orm: ormNames(own),
    ormImports: inOrder(ormSymbols(shape, sides).map((symbol) => ormImport(symbol, own))),
    relatedEntities: relatedEntities(shape, sides),
    table: shape.table,
    orderedFields: [...orderedMoments(shape), ...orderedFields(shape).map(({ name }) => name)],
    indexedTogether: indexedTogether(shape),
    uniqueTogether: uniqueTogether(shape),
    namedIndexes: namedIndexesOf(shape),
    hasNamedTogether: namedTogether(shape).length > 0,
    namedTogether: namedTogether(shape),
    checks: checksOf(shape).map(({ name, expression }) => ({
      name,
      expression: templateLiteral(expression),
    })),
    columns: shape.scalars.map((field) => column(shape, field, engine)),
    belongsTo: shape.belongsTo.map((field) => ({
      ...relation(shape, field),
      key: field.key,
      optional: field.optional,
      isOneToOne: isOneToOne(shape, field),
      // The unique constraint of a one-to-one is its index.
      hasIndex: !isOneToOne(shape, field),
      onDelete: onDeleteOf[field.onDelete],
    })),
    manyToMany: shape.manyToMany.map((field) => ({
      ...relation(shape, field),
      joinTable: field.joinTable,
      ownColumn: field.ownColumn,
      otherColumn: field.otherColumn,
    })),
    inverseSides: sides.map((side) =>
      inverseSideValues(side, own, side.entity === own ? own : importedAs(side.entity)),
    ),
    isDeletedSoftly: shape.softDelete,
    // Of entities that are written later: see `wiring.ts`.
    sides: [],
    imported: [],
    Date: dateBeside(own),
  };
}

const namedIndexesOf = (shape: Shape): readonly string[] =>
  [...namedIndexes(shape), ...descendingIndexes(shape)].map(({ name }) => name);

/** Beside a class of that name, JavaScript's own. */
const dateBeside = (own: string): string => (own === 'Date' ? 'globalThis.Date' : 'Date');

function ormSymbols(shape: Shape, sides: readonly InverseSide[]): ReadonlyArray<OrmSymbol> {
  const { scalars, belongsTo, manyToMany, softDelete } = shape;
  const oneToOne = belongsTo.filter((field) => isOneToOne(shape, field)).length;
  const used: Readonly<Record<OrmSymbol, boolean>> = {
    Check: checksOf(shape).length > 0,
    Column: scalars.length + belongsTo.length > 0,
    CreateDateColumn: true,
    DeleteDateColumn: softDelete,
    Entity: true,
    Index: hasIndex(shape),
    JoinColumn: oneToOne > 0,
    JoinTable: manyToMany.length > 0,
    ManyToMany: manyToMany.length > 0,
    ManyToOne: belongsTo.length > oneToOne,
    OneToMany: false,
    OneToOne: oneToOne > 0,
    PrimaryGeneratedColumn: true,
    Relation: belongsTo.length + manyToMany.length + sides.length > 0,
    Unique: uniqueTogether(shape).length > 0,
    UpdateDateColumn: true,
  };
  const own = (Object.keys(used) as OrmSymbol[]).filter((symbol) => used[symbol]);
  return [...own, ...sides.map(({ kind }) => inverseDecorators[kind])];
}

function column(shape: Shape, field: ScalarField, engine: Engine) {
  const type = typeOf(field, shape.names.pascal);
  const value = defaultOf(field, engine)?.option;
  return {
    name: field.name,
    type,
    isNullable: field.optional && type !== 'unknown',
    optional: field.optional,
    options: columnType(engine, definitionOf(field).column.of(field)).options,
    isUnique: isUnique(field) && !uniqueIndexOf(shape, field),
    hasDefault: value !== undefined,
    default: value,
  };
}

function typeOf(field: ScalarField, own: string): string {
  const { type, isMoment } = definitionOf(field).code;
  return isMoment ? dateBeside(own) : type(field);
}

const hasIndex = (shape: Shape): boolean =>
  [
    ...orderedMoments(shape),
    ...orderedFields(shape),
    ...indexedTogether(shape),
    ...namedIndexesOf(shape),
    ...namedTogether(shape),
  ].length > 0 || shape.belongsTo.some((field) => !isOneToOne(shape, field));

const isOneToOne = (shape: Shape, field: BelongsToShape): boolean =>
  field.unique && !isPartlyUnique(shape, field);

/** Both ends of a relation: TypeORM removes a row's links from the far side only where the owning one names that side. */
const relation = (shape: Shape, { name, to, inverse }: BelongsToShape | ManyToManyShape) => ({
  name,
  target: to.entity,
  // In its own file the class has its own name.
  Entity: to.entity === shape.names.pascal ? to.entity : to.local,
  isLater: to.later,
  hasInverse: inverse !== undefined,
  inverse,
  item: variablesOf(to.names).item,
});

/** The other entities; as types where they are written later, so that no two import each other's classes. */
function relatedEntities(shape: Shape, sides: readonly InverseSide[]) {
  const { names, module, belongsTo, manyToMany } = shape;
  const imported = (entity: string, from: string, isType: boolean) => ({ entity, from, isType });
  return [
    ...[...belongsTo, ...manyToMany].map(({ to }: { to: RelationTarget }) =>
      imported(to.entity, to.module, to.later),
    ),
    ...sides.map((side) => imported(side.entity, side.module, true)),
  ]
    .filter(({ entity }) => entity !== names.pascal)
    .map(({ entity, from, isType }) => ({
      EntityImport: entityImport(entity),
      from: importPath(`${module}.entity.ts`, from),
      isType,
    }))
    .sort((one, other) => compare(placeOf(one.from), placeOf(other.from)));
}

/** Neighbours come last. */
const placeOf = (from: string): string => (from.startsWith('./') ? `1${from}` : `0${from}`);

/** Values before types, each once. */
const inOrder = (names: readonly string[]): readonly string[] =>
  [...new Set(names)].sort((one, other) => compare(rankOf(one), rankOf(other)));

const rankOf = (name: string): string => (name.startsWith('type ') ? `1${name}` : `0${name}`);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const inverseOf = ({ kind, name, target, foreign, to }: HasShape): InverseSide => ({
  kind,
  name,
  entity: target,
  module: to.module,
  foreign,
});
