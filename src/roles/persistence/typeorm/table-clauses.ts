import type { Engine } from '../engines/engine.js';
import type { TableColumn } from './table-columns.js';

/** The template asks for each. */
const kinds = {
  isDroppedConstraint: false,
  isDroppedColumn: false,
  isAddedColumn: false,
  isDefaultGone: false,
  isRetyped: false,
  isRequired: false,
  isOptional: false,
  isDefaultNew: false,
  isUnique: false,
  isCheck: false,
  isKey: false,
};

export const clause =
  (kind: keyof typeof kinds) =>
  <Part extends object>(part: Part) => ({ ...part, ...kinds, [kind]: true });

/** What a new type makes of the values that are there. */
function usingOf(before: TableColumn, { name, of }: TableColumn, engine: Engine) {
  const { using } = engine.conversion(`"${name}"`, before.of, of);
  return { hasUsing: using !== undefined, using };
}

export interface Altered {
  readonly before: TableColumn;
  readonly column: TableColumn;
}

/** A column's own clauses. A default goes before the type changes and comes back after it, since it may not fit the other. */
export function alterations({ before, column }: Altered, engine: Engine) {
  const isDefaultOther = before.default !== column.default || before.of.kind !== column.of.kind;
  const kindsOfIt = [
    isDefaultOther && before.hasDefault && 'isDefaultGone',
    before.type !== column.type && 'isRetyped',
    before.isNullable && !column.isNullable && 'isRequired',
    !before.isNullable && column.isNullable && 'isOptional',
    isDefaultOther && column.hasDefault && 'isDefaultNew',
  ] as const;
  return kindsOfIt
    .filter((kind) => kind !== false)
    .map((kind) =>
      clause(kind)({
        name: column.name,
        column,
        ...(kind === 'isRetyped' && usingOf(before, column, engine)),
      }),
    );
}
