import { columnName, constraintName } from '../../../resource/names.js';
import type { ScalarField } from '../../../resource/model.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape.js';
import type { Engine } from '../engines.js';
import { defaultSql } from './default-value.js';
import { enumCheckOf, isUnique, uniqueIndexOf } from './uniqueness.js';

export interface MigrationValues {
  /** Statements in order, each a list of lines. */
  readonly up: readonly string[];
  readonly down: readonly string[];
}

const onDeleteSql = { cascade: 'CASCADE', restrict: 'RESTRICT', setNull: 'SET NULL' } as const;

/** @param earlier resources whose tables stand already and whose relations wait for this one's. */
export function migrationValues(shape: Shape, engine: Engine, earlier: readonly Shape[]): MigrationValues {
  const { pascal: name } = shape.names;
  const lateKeys = earlier.flatMap(({ table, belongsTo }) =>
    belongsTo.filter((field) => field.target === name).map((field) => ({ table, field })),
  );
  const lateJoins = earlier.flatMap((other) =>
    other.manyToMany.filter((field) => field.target === name).map((field) => ({ other, field })),
  );
  const ownJoins = shape.manyToMany.filter((field) => !field.to.later);
  const up = [
    createTable(shape, engine),
    ...indexes(shape),
    ...ownJoins.flatMap((field) => joinTable(shape, field)),
    ...lateKeys.map(({ table, field }) => `ALTER TABLE "${table}"\n  ADD ${foreignKey(table, field)}`),
    ...lateJoins.flatMap(({ other, field }) => joinTable(other, field)),
  ];
  const down = [
    ...[...ownJoins, ...lateJoins.map(({ field }) => field)]
      .map((field) => `DROP TABLE "${field.joinTable}"`)
      .reverse(),
    ...lateKeys.map(
      ({ table, field }) => `ALTER TABLE "${table}" DROP CONSTRAINT "${foreignKeyName(table, field)}"`,
    ),
    `DROP TABLE "${shape.table}"`,
  ];
  return { up, down };
}

function createTable(shape: Shape, engine: Engine): string {
  const { table } = shape;
  const lines = [
    '"id" uuid NOT NULL DEFAULT gen_random_uuid()',
    ...shape.scalars.map((field) => scalarColumn(field, engine)),
    ...shape.belongsTo.map((field) => `"${columnName(field.key)}" uuid${field.optional ? '' : ' NOT NULL'}`),
    '"created_at" timestamptz(3) NOT NULL DEFAULT now()',
    '"updated_at" timestamptz(3) NOT NULL DEFAULT now()',
    ...(shape.softDelete ? ['"deleted_at" timestamptz(3)'] : []),
    `CONSTRAINT "${constraintName(table, [], 'pkey')}" PRIMARY KEY ("id")`,
    ...uniqueConstraints(shape),
    ...shape.scalars.flatMap((field) => {
      const check = enumCheckOf(shape, field);
      return check ? [`CONSTRAINT "${check.name}" CHECK (${check.expression})`] : [];
    }),
    ...shape.belongsTo.filter((field) => !field.to.later).map((field) => foreignKey(table, field)),
  ];
  return `CREATE TABLE "${table}" (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
}

function scalarColumn(field: ScalarField, engine: Engine): string {
  const { sql } = engine.columns[field.type](field);
  return `"${columnName(field.name)}" ${sql}${field.optional ? '' : ' NOT NULL'}${defaultSql(field)}`;
}

function uniqueConstraints(shape: Shape): string[] {
  const scalars = shape.scalars.filter((field) => isUnique(field) && !uniqueIndexOf(shape, field));
  const keys = [
    ...scalars.map((field) => field.name),
    ...shape.belongsTo.filter(isOneToOne).map((field) => field.key),
  ];
  return keys
    .map(columnName)
    .map((column) => `CONSTRAINT "${constraintName(shape.table, [column], 'key')}" UNIQUE ("${column}")`);
}

const isOneToOne = (field: BelongsToShape): boolean => field.unique;

function indexes(shape: Shape): string[] {
  const { table } = shape;
  const plain = [
    ...shape.scalars.filter((field) => field.index && !isUnique(field)).map((field) => field.name),
    ...shape.belongsTo.filter((field) => !field.unique).map((field) => field.key),
  ].map(columnName);
  return [
    index(table, ['created_at', 'id']),
    ...plain.map((column) => index(table, [column])),
    ...shape.scalars.flatMap((field) => {
      const unique = uniqueIndexOf(shape, field);
      if (!unique) return [];
      const where = unique.where ? ` WHERE ${unique.where}` : '';
      return [`CREATE UNIQUE INDEX "${unique.name}" ON "${table}" (${unique.expression})${where}`];
    }),
  ];
}

const index = (table: string, columns: readonly string[]): string =>
  `CREATE INDEX "${constraintName(table, columns, 'idx')}" ON "${table}" (${quote(columns)})`;

const quote = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

const foreignKeyName = (table: string, field: BelongsToShape): string =>
  constraintName(table, [columnName(field.key)], 'fkey');

function foreignKey(table: string, field: BelongsToShape): string {
  return [
    `CONSTRAINT "${foreignKeyName(table, field)}" FOREIGN KEY ("${columnName(field.key)}")`,
    `REFERENCES "${field.to.table}" ("id") ON DELETE ${onDeleteSql[field.onDelete]}`,
  ].join(' ');
}

function joinTable(shape: Shape, field: ManyToManyShape): string[] {
  const { joinTable: table, ownColumn, otherColumn } = field;
  const reference = (column: string, to: string): string =>
    `CONSTRAINT "${constraintName(table, [column], 'fkey')}" FOREIGN KEY ("${column}") REFERENCES "${to}" ("id") ON DELETE CASCADE ON UPDATE CASCADE`;
  const lines = [
    `"${ownColumn}" uuid NOT NULL`,
    `"${otherColumn}" uuid NOT NULL`,
    `CONSTRAINT "${constraintName(table, [], 'pkey')}" PRIMARY KEY (${quote([ownColumn, otherColumn])})`,
    reference(ownColumn, shape.table),
    reference(otherColumn, field.to.table),
  ];
  return [
    `CREATE TABLE "${table}" (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
    index(table, [ownColumn]),
    index(table, [otherColumn]),
  ];
}
