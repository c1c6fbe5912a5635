import { sqlString, templateText } from '../../../core/quoting.js';
import { importPath } from '../../../resource/shape/import-path.js';
import { columnName } from '../../../resource/names.js';
import { readPermission } from '../../../resource/shape/guarded-includes.js';
import type { ColumnKind } from '../../../resource/types/column.js';
import { definitionOf } from '../../../resource/types/types.js';
import type { Hiding, Shape } from '../../../resource/shape/shape.js';
import { visibleRows } from '../../../resource/shape/targets.js';

/** What the template of the rows prints that whoever asks may read. */
export function visibilityValues(shape: Shape, { when, wholes }: Hiding) {
  const { names, owner, module } = shape;
  const visible = visibleRows({ names, stem: module });
  const related = wholes.map(({ key, to }) => {
    const { rows, module: from } = visibleRows(to);
    return { rows, column: columnName(key), table: to.table, from: importPath(`${visible.module}.ts`, from) };
  });
  return {
    visibleRows: visible.rows,
    permission: readPermission(shape),
    hasOwner: owner !== undefined,
    owner: owner && columnName(owner.key),
    hasCondition: when !== undefined,
    shownWhere: when && conditionOn(when),
    related,
    hasRelated: related.length > 0,
  };
}

type Condition = (column: string, values: readonly string[]) => string;

/** By the kind of the column: when a row is visible. */
const conditions: Readonly<Partial<Record<ColumnKind, Condition>>> = {
  truth: (column, [value]) => (value === 'false' ? `NOT ${column}` : column),
  instant: (column) => `${column} <= now()`,
  limitedText: (column, values) => `${column} IN (${values.map(sqlString).join(', ')})`,
};

/** Within a template literal that has the name of the row. */
function conditionOn({ field, values }: NonNullable<Hiding['when']>): string {
  const column = `"\${row}"."${columnName(field.name)}"`;
  const condition = conditions[definitionOf(field).column.of(field).kind];
  if (condition === undefined) throw new Error(`A ${field.type} cannot say which rows are visible.`);
  return condition(column, values.map(templateText));
}
