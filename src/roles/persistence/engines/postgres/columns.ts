import type { ByColumnKind } from '../../../../resource/types/column.js';
import type { ColumnType } from '../engine.js';

const plain = (type: string) => () => ({ options: `type: '${type}'`, sql: type });

/** PostgreSQL's type for each kind of column. */
export const columns: ByColumnKind<ColumnType> = {
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
  timeOfDay: () => ({ options: "type: 'time', precision: 0", sql: 'time(0)' }),
  document: plain('jsonb'),
};
