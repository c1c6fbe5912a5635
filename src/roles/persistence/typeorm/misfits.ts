import type { TableValues } from './migration.js';
import type { TableColumn } from './table-columns.js';

type Check = TableValues['checks'][number];

/** A text that has been no longer, by its column. */
const isHeld = ({ columns: [column], expression }: Check, columns: readonly TableColumn[]): boolean =>
  columns.some(
    ({ name, of }) =>
      name === column && of.kind === 'limitedText' && expression === `char_length("${name}") <= ${of.length}`,
  );

/** The same limit in the digits of another type: 0 and 0.00. */
const isSameLimit = (one: Check, other: Check): boolean =>
  one.name === other.name && wholeOnes(one.expression) === wholeOnes(other.expression);

const wholeOnes = (sql: string): string => sql.replaceAll(/(\d)\.0+\b/g, '$1');

/** The condition of rows whose text would not fit into a shorter column. */
function tooLong(before: TableColumn, { name, type }: TableColumn): string[] {
  const lengthOf = (sql: string): number => Number(/^varchar\((\d+)\)$/.exec(sql)?.[1] ?? Infinity);
  return lengthOf(type) < lengthOf(before.type) ? [`char_length("${name}") > ${lengthOf(type)}`] : [];
}

/** A new column, with what the rows that are there get as SQL. */
type FilledColumn = Pick<TableColumn, 'name' | 'default'> & { readonly backfill: string | undefined };

const valueIn = (column: string, added: readonly FilledColumn[]): string | undefined => {
  const found = added.find(({ name }) => name === column);
  return found?.backfill ?? found?.default;
};

/** What a table has and is to have, with the columns that are both before and afterwards. */
interface Limits {
  readonly old: Pick<TableValues, 'checks'>;
  readonly oldColumns: readonly TableColumn[];
  readonly altered: readonly { readonly before: TableColumn; readonly column: TableColumn }[];
  /** The columns that are new, with what the rows that are there get in them. */
  readonly added: readonly FilledColumn[];
  /** The checks that are new. */
  readonly checks: readonly Check[];
}

/** Conditions of rows that would not fit into the columns and limits to come. */
export function misfits({ old, oldColumns, altered, added, checks }: Limits): readonly string[] {
  const isNew = (column: string): boolean => oldColumns.every(({ name }) => name !== column);
  /** What is null in all rows passes every check. */
  const isLookedAt = ({ columns }: Check): boolean =>
    columns.some((column) => !isNew(column)) &&
    columns.filter(isNew).every((column) => valueIn(column, added) !== undefined);
  /** Before the migration a new column cannot be asked for. */
  const asked = ({ columns, expression }: Check): string =>
    columns
      .filter(isNew)
      .reduce(
        (sql, column) => sql.replaceAll(`"${column}"`, () => valueIn(column, added) ?? 'NULL'),
        expression,
      );
  return [
    ...altered.flatMap(({ before, column }) => tooLong(before, column)),
    ...checks
      .filter((check) => isLookedAt(check) && !isHeld(check, oldColumns))
      .filter((check) => old.checks.every((other) => !isSameLimit(check, other)))
      .map((check) => `NOT (${asked(check)})`),
  ];
}
