import type { ScalarField, ScalarType } from '../../resource/model.js';

export type EngineId = 'postgres';

export interface Column {
  /** Options of the ORM's column decorator, as source: `type: 'varchar', length: 200`. */
  readonly options: string;
  /** The column's type in a CREATE TABLE. */
  readonly sql: string;
}

/** What tells one database engine from another, as data. */
export interface Engine {
  readonly title: string;
  readonly columns: Record<ScalarType, (field: ScalarField) => Column>;
}

const plain =
  (type: string, sql = type) =>
  () => ({ options: `type: '${type}'`, sql });

const varchar = (length: (field: ScalarField) => number) => (field: ScalarField) => ({
  options: `type: 'varchar', length: ${length(field)}`,
  sql: `varchar(${length(field)})`,
});

/** The precision of a JavaScript date; with more, a keyset cursor would miss its own row. */
const timestamp = { options: "type: 'timestamptz', precision: 3", sql: 'timestamptz(3)' };

export const engines: Record<EngineId, Engine> = {
  postgres: {
    title: 'PostgreSQL',
    columns: {
      string: varchar((field) => Number(field.max ?? 255)),
      text: plain('text'),
      email: varchar((field) => Number(field.max ?? 254)),
      url: varchar((field) => Number(field.max ?? 2048)),
      uuid: plain('uuid'),
      slug: varchar((field) => Number(field.max ?? 255)),
      integer: plain('integer'),
      bigint: plain('bigint'),
      float: plain('double precision'),
      decimal: ({ precision = 12, scale = 2 }) => ({
        options: `type: 'numeric', precision: ${precision}, scale: ${scale}`,
        sql: `numeric(${precision},${scale})`,
      }),
      boolean: plain('boolean'),
      date: plain('date'),
      datetime: () => timestamp,
      json: plain('jsonb'),
      enum: varchar(({ values = [] }) => Math.max(1, ...values.map((value) => value.length))),
    },
  },
};
