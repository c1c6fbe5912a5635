import type { RelationMetadata } from 'typeorm';
import type { Condition } from './condition.js';

/** Of a row, the ids that a join table has for it, as far as their rows are shown; in the order of the ids. */
export function linkedIds(row: string, relation: RelationMetadata, visible?: Condition): string {
  const { table, key, other, shown } = linksOf(relation, visible);
  const from = [`"${key}" = "${row}"."id"`, ...shown].join(' AND ');
  return `SELECT "${other}" FROM "${table}" WHERE ${from} ORDER BY 1`;
}

/** The ids of the rows for which a join table has the id that is bound to a parameter, if its row is shown. */
export function idsLinkedTo(
  parameter: string,
  relation: RelationMetadata,
  visible?: Condition,
): string {
  const { table, key, other, shown } = linksOf(relation, visible);
  const from = [`"${other}" = :${parameter}`, ...shown].join(' AND ');
  return `SELECT "${key}" FROM "${table}" WHERE ${from}`;
}

/** The join table, its columns, and what has to hold of its other column. */
function linksOf(relation: RelationMetadata, visible: Condition | undefined) {
  const { joinTableName, joinColumns, inverseJoinColumns, inverseEntityMetadata } = relation;
  const [key, other] = [joinColumns[0]?.databaseName, inverseJoinColumns[0]?.databaseName];
  const deleted = inverseEntityMetadata.deleteDateColumn?.databaseName;
  const shown = [
    ...(deleted === undefined ? [] : [`"linked"."${deleted}" IS NULL`]),
    ...(visible ? [visible.sql('linked')] : []),
  ].join(' AND ');
  const rows = `SELECT "id" FROM "${inverseEntityMetadata.tableName}" "linked" WHERE ${shown}`;
  return {
    table: joinTableName,
    key,
    other,
    shown: shown === '' ? [] : [`"${other}" IN (${rows})`],
  };
}
