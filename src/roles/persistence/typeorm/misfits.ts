import type { TableValues } from './migration.js';
import type { TableColumn } from './table-columns.js';

type Check = TableValues['checks'][number];

/** A text that has been no longer, by its column. */
const isHeld = ({ column, expression }: Check, columns: readonly TableColumn[]): boolean =>
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

/** What a table has and is to have, with the columns that are both before and afterwards. */
interface Limits {
  readonly old: Pick<TableValues, 'checks'>;
  readonly oldColumns: readonly TableColumn[];
  readonly altered: readonly { readonly before: TableColumn; readonly column: TableColumn }[];
  /** The checks that are new. */
  readonly checks: readonly Check[];
}

/** Conditions of rows that would not fit into the columns and limits to come. */
export function misfits({ old, oldColumns, altered, checks }: Limits): readonly string[] {
  const isThere = ({ column }: Check): boolean => oldColumns.some(({ name }) => name === column);
  return [
    ...altered.flatMap(({ before, column }) => tooLong(before, column)),
    ...checks
      .filter((check) => isThere(check) && !isHeld(check, oldColumns))
      .filter((check) => old.checks.every((other) => !isSameLimit(check, other)))
      .map(({ expression }) => `NOT (${expression})`),
  ];
}
