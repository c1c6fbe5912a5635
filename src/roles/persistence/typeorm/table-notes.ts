import type { Engine } from '../engines/engine.js';
import type { migrationValues } from './migration.js';
import { softColumn } from './table-columns.js';
import type { tableSteps } from './table-steps.js';

/** What there is to say of tables that go. */
export const lossOf = ({ table, joinTables }: ReturnType<typeof migrationValues>): string[] =>
  [table, ...joinTables.map((join) => join.table)].map((name) => droppedNote(`the table ${name}`));

const droppedNote = (what: string): string =>
  `The migration drops ${what} with its data; "down" makes it again, empty.`;

/** What there is to say of a table that changes. */
export function notesOf(
  steps: ReturnType<typeof tableSteps>,
  isConcurrent: boolean,
  { title }: Engine,
): string[] {
  const { table, gone, rewritten, converted, droppedJoinTables, misfits, doubles, hasIndexes } = steps;
  const isPurged = gone.includes(softColumn);
  const lost = [
    ...gone.filter((column) => column !== softColumn).map((column) => `the column ${column} of ${table}`),
    ...droppedJoinTables.map((join) => `the table ${join.table}`),
  ];
  const queries = [
    ...misfits.map((condition) => `SELECT "id" FROM "${table}" WHERE ${condition};`),
    // Those that are gone for good stand in nobody's way.
    ...(isPurged ? [] : doubles).map(({ keys, where }) => {
      const conditions = [...keys.map((key) => `${key} IS NOT NULL`), where ?? []].flat();
      const groups = keys.map((_, at) => at + 1);
      return `SELECT ${keys.join(', ')}, count(*) FROM "${table}" WHERE ${conditions.join(' AND ')} GROUP BY ${groups.join(', ')} HAVING count(*) > 1;`;
    }),
  ];
  return [
    ...(isPurged ? [purgedNote(table)] : []),
    ...lost.map(droppedNote),
    ...queries.map(
      (query) => `The migration fails, and changes nothing, while a row does not fit. To find them: ${query}`,
    ),
    ...(rewritten.length > 0 ? [rewritingNote(table, rewritten, title)] : []),
    ...converted.map(convertedNote),
    ...(hasIndexes ? [isConcurrent ? concurrentNote : blockingNote(table)] : []),
  ];
}

const purgedNote = (table: string): string =>
  `The migration deletes for good what was deleted softly in ${table}, with what was deleted softly as well and points at it; "down" makes the column again, and brings no row back.`;

const rewritingNote = (table: string, columns: readonly string[], engine: string): string =>
  `For the type of ${columns.join(', ')} ${engine} writes the table ${table} anew, and nobody reads or writes it meanwhile: on a large table add a field instead, fill it, and remove this one.`;

const convertedNote = (column: string): string =>
  `"down" gives ${column} its old type back; it fails, and changes nothing, while a value does not fit into that.`;

const concurrentNote =
  'Rows can be written while the migration makes its indexes. It runs outside of a transaction; one that was interrupted can be run again.';

const blockingNote = (table: string): string =>
  `While the migration makes its indexes, rows of ${table} can be read but not written.`;
