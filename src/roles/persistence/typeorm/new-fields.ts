import { sqlString, templateText } from '../../../core/quoting.js';
import { namesOf } from '../../../resource/names.js';
import type { ScalarField } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape/shape.js';
import type { Backfill } from '../contract.js';
import type { Engine } from '../engines/engine.js';
import { defaultOf } from './default-value.js';
import { migrationValues } from './migration.js';

interface Named {
  readonly name: string;
}

/** What the template of a migration prints that adds fields: what the table of the one has and that of the other has not. */
export function newFieldsValues(before: Shape, after: Shape, backfill: Backfill, engine: Engine) {
  const [old, next] = [before, after].map((shape) => migrationValues(shape, engine, [])) as [Table, Table];
  const fields = after.scalars.filter(({ name }) => before.scalars.every((other) => other.name !== name));
  const columns = added(old.columns, next.columns).map((column, index) => {
    const value = column.hasDefault ? undefined : backfilled(fields[index], backfill, engine);
    return { ...column, isBackfilled: value !== undefined, backfill: value && templateText(value) };
  });
  const uniqueConstraints = added(old.uniqueConstraints, next.uniqueConstraints);
  const checks = added(old.checks, next.checks);
  const indexes = added(old.indexes, next.indexes);
  const uniqueIndexes = added(old.uniqueIndexes, next.uniqueIndexes);
  return {
    fields: fields.map(({ name }) => name),
    table: next.table,
    isDeletedSoftly: next.isDeletedSoftly,
    columns: marked(columns),
    uniqueConstraints,
    checks,
    backfilled: columns.filter(({ isBackfilled }) => isBackfilled),
    indexes,
    uniqueIndexes,
    hasIndexes: indexes.length + uniqueIndexes.length + uniqueConstraints.length > 0,
    columnsLastFirst: marked(columns.toReversed()),
  };
}

const marked = <Column>(columns: readonly Column[]) =>
  columns.map((column, index) => ({ ...column, isFirst: index === 0 }));

type Table = ReturnType<typeof migrationValues>;

const added = <Part extends Named>(before: readonly Part[], after: readonly Part[]): readonly Part[] =>
  after.filter(({ name }) => before.every((other) => other.name !== name));

/** What the rows that are there get where their column has no default, as SQL. */
function backfilled(field: ScalarField | undefined, backfill: Backfill, engine: Engine): string | undefined {
  const value = field && backfill.get(field.name);
  if (field === undefined || value === undefined) return undefined;
  // Not every default can be a column's: there the value itself is written.
  return defaultOf({ ...field, default: value }, engine)?.sql ?? sqlString(String(value));
}

/** Fields that a column can give no value of their own to the rows that are there. */
export const withoutColumnDefault = (
  fields: readonly ScalarField[],
  engine: Engine,
): readonly ScalarField[] =>
  fields.filter((field) => !field.optional && defaultOf(field, engine) === undefined);

/** How the migration and its file are called. */
export function newFieldsMigration(fields: readonly string[], { names }: Shape, now: Date) {
  const stamp = String(now.getTime());
  const what = fields.length > 2 ? namesOf('Fields') : namesOf(fields.map(pascal).join('And'));
  const title = `add-${what.kebab}-to-${names.plural.kebab}`;
  return {
    stamp,
    title,
    migration: `Add${what.pascal}To${names.plural.pascal}${stamp}`,
    from: `src/database/migrations/${stamp}-${title}`,
  };
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const indexNote = ({ table }: Shape): string =>
  `While the migration makes its indexes, rows of ${table} can be read but not written.`;
