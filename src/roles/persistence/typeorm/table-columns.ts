import type { Column } from '../../../resource/types/column.js';
import { columnType, type Engine } from '../engines/engine.js';
import type { TableValues } from './migration.js';

/** Says of a row that it was deleted softly. */
export const softColumn = 'deleted_at';

/** All columns that differ between resources. */
export function allColumns({ columns, references, isDeletedSoftly }: TableValues, engine: Engine) {
  const plain = { hasDefault: false, default: undefined };
  const typed = (of: Column) => ({ of, type: columnType(engine, of).sql });
  const [id, moment] = [typed({ kind: 'guid' }), typed({ kind: 'instant' })];
  return [
    ...columns,
    ...references.map((reference) => ({ ...reference, ...id, ...plain })),
    ...(isDeletedSoftly ? [{ name: softColumn, ...moment, isNullable: true, ...plain }] : []),
  ];
}

export type TableColumn = ReturnType<typeof allColumns>[number];
