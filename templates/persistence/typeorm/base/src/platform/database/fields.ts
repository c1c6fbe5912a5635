import type { DataSource, EntityMetadata } from 'typeorm';
import { misfits, type Comparison } from '../comparison.js';
import type { FieldError } from '../errors.js';
import { constraintName } from './naming.js';

/** What the driver tells of the row that was refused. */
export interface Place {
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** A failed statement tells its table, not its data source; all data sources have the same entities. */
const tables = new Map<string, EntityMetadata>();

export function learnTables({ entityMetadatas }: DataSource): void {
  for (const metadata of entityMetadatas) tables.set(metadata.tableName, metadata);
}

/**
 * The fields of the entity that a refusal is about. A column does not tell its field: `a_bcz9` is `aBCZ9`. The table of a
 * many-to-many relation has no fields.
 */
export function fieldsOf({ table = '', column, constraint }: Place): readonly string[] {
  const metadata = tables.get(table);
  if (!metadata || metadata.isJunction) return [];
  const columns =
    column === undefined
      ? constrained(metadata, constraint)
      : metadata.columns.filter(({ databaseName }) => databaseName === column);
  return columns.map(({ propertyPath }) => propertyPath);
}

/** The entity knows constraints by their columns, but those of expressions: these are named as if they were one column's, or list theirs. */
function constrained(metadata: EntityMetadata, constraint = ''): EntityMetadata['columns'] {
  const { tableName, columns, uniques, indices, foreignKeys } = metadata;
  const listed = indices.find(({ name }) => name === constraint)?.givenColumnNames;
  if (Array.isArray(listed))
    return listed.flatMap((one) => columns.find(({ propertyPath }) => propertyPath === one) ?? []);
  const known = [...uniques, ...foreignKeys].find(({ name }) => name === constraint);
  if (known) return known.columns;
  return columns.filter(({ databaseName }) =>
    ['key', 'idx', 'check'].some(
      (suffix) => constraintName(tableName, [databaseName], suffix) === constraint,
    ),
  );
}

/** What a refusal says of two fields, where it is by a check that compares them. */
export function comparedFields({ table = '', constraint }: Place): readonly FieldError[] {
  const metadata = tables.get(table);
  const check = metadata?.checks.find(({ name }) => name === constraint);
  const [, one, sign = '', other] = comparison.exec(check?.expression ?? '') ?? [];
  const operator = operators[sign];
  if (!metadata || !operator) return [];
  const [field, far] = [one, other].flatMap((column) =>
    metadata.columns.filter(({ databaseName }) => databaseName === column),
  );
  return field && far ? misfitsOf(field, operator, far) : [];
}

const comparison = /^"(\w+)" (<=|<>|<) "(\w+)"$/;
const operators: Readonly<Record<string, Comparison['operator']>> = {
  '<': '<',
  '<=': '<=',
  '<>': '!=',
};

type Column = EntityMetadata['columns'][number];

function misfitsOf(
  { propertyPath: field, type }: Column,
  operator: Comparison['operator'],
  { propertyPath: other }: Column,
): readonly FieldError[] {
  const isOfMoments = type === 'timestamptz' || type === 'date' || type === 'time';
  return misfits({ field, operator, other }, isOfMoments ? 'moments' : 'numbers');
}
