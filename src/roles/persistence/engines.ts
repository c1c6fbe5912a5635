import type { ByColumnKind, ColumnKind, ColumnOf } from '../../resource/types/column.js';

export type EngineId = 'postgres';

export interface ColumnType {
  /** Options of the ORM's column decorator, as source: `type: 'varchar', length: 200`. */
  readonly options: string;
  /** The column's type in a CREATE TABLE. */
  readonly sql: string;
}

/** What tells one database engine from another, as data. */
export interface Engine {
  readonly title: string;
  readonly columns: ByColumnKind<ColumnType>;
}

export const columnType = <K extends ColumnKind>(engine: Engine, column: ColumnOf<K>): ColumnType =>
  engine.columns[column.kind](column);

const plain = (type: string) => () => ({ options: `type: '${type}'`, sql: type });

export const engines: Record<EngineId, Engine> = {
  postgres: {
    title: 'PostgreSQL',
    columns: {
      limitedText: ({ length }) => ({
        options: `type: 'varchar', length: ${length}`,
        sql: `varchar(${length})`,
      }),
      unlimitedText: plain('text'),
      guid: plain('uuid'),
      int32: plain('integer'),
      int64: plain('bigint'),
      float64: plain('double precision'),
      exactNumber: ({ precision, scale }) => ({
        options: `type: 'numeric', precision: ${precision}, scale: ${scale}`,
        sql: `numeric(${precision},${scale})`,
      }),
      truth: plain('boolean'),
      day: plain('date'),
      instant: () => ({ options: "type: 'timestamptz', precision: 3", sql: 'timestamptz(3)' }),
      document: plain('jsonb'),
    },
  },
};
