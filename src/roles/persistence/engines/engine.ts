import type { ByColumnKind, Column, ColumnKind, ColumnOf } from '../../../resource/types/column.js';

export interface ColumnType {
  /** Options of the ORM's column decorator, as source: `type: 'varchar', length: 200`. */
  readonly options: string;
  /** The column's type in a CREATE TABLE. */
  readonly sql: string;
}

/** How a column's default is written in the entity and in SQL. */
export interface DefaultValue {
  readonly option: string;
  readonly sql: string;
}

/** What becomes of the values of a column whose type is another one. */
export interface Conversion {
  /** SQL of the value, where the database would not convert it by itself, or not without rounding. */
  readonly using: string | undefined;
  /** Whether the database writes the whole table anew, which nobody reads or writes meanwhile. */
  readonly isRewriting: boolean;
}

/** What tells one database engine from another: a folder for each. */
export interface Engine {
  readonly title: string;
  /** The packages that talk to it, and those that only tests and development need. */
  readonly packages: { readonly production: readonly string[]; readonly development: readonly string[] };
  readonly columns: ByColumnKind<ColumnType>;
  /** @param name the column's, in quotes. */
  readonly conversion: (name: string, from: Column, to: Column) => Conversion;
  /** The default from its JSON; undefined: the column has none, since the ORM would see a difference between entity and table for ever. */
  readonly defaults: Readonly<Record<ColumnKind, (json: string) => DefaultValue | undefined>>;
}

export const columnType = (engine: Engine, column: Column): ColumnType => ofKind(engine.columns, column);

const ofKind = <K extends ColumnKind>(columns: ByColumnKind<ColumnType>, column: ColumnOf<K>): ColumnType =>
  columns[column.kind](column);
