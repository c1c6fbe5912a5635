import type { Resource } from '../../../resource/model.js';
import { columnName, foreignKeyName, namesOfResource } from '../../../resource/names.js';
import type { ResourceChange, TableChanges } from '../contract.js';

const deleted = '"deleted_at" IS NOT NULL';

/**
 * SQL that deletes for good what was deleted softly, of the resources that keep no deleted rows any more: without the column nothing would
 * say that they are deleted. What was deleted softly as well and points at such a row goes first, as it does in the service.
 */
export function purges(changes: TableChanges, direction: 'up' | 'down'): readonly string[] {
  const sides = ({ before, after }: ResourceChange) =>
    direction === 'up' ? { from: before, to: after } : { from: after, to: before };
  const all = resourcesOf(changes, direction);
  const gone = changes.changed.map(sides).filter(({ from, to }) => from.softDelete && !to.softDelete);
  return gone.flatMap(({ from }) => deletions(from, deleted, all, []));
}

function deletions(
  resource: Resource,
  condition: string,
  all: readonly Resource[],
  way: readonly string[],
): readonly string[] {
  const table = namesOfResource(resource).plural.snake;
  const passed = [...way, resource.name];
  const holders = all.flatMap((holder) =>
    holder.softDelete && !passed.includes(holder.name)
      ? keysOf(holder, resource.name).map((key) => [holder, key] as const)
      : [],
  );
  return [
    ...holders.flatMap(([holder, key]) =>
      deletions(
        holder,
        `${deleted} AND "${key}" IN (SELECT "id" FROM "${table}" WHERE ${condition})`,
        all,
        passed,
      ),
    ),
    `DELETE FROM "${table}" WHERE ${condition}`,
  ];
}

/** Of a key that would only be set to null, the row stays. */
const keysOf = ({ fields }: Resource, target: string): readonly string[] =>
  fields.flatMap((field) =>
    field.kind === 'belongsTo' && field.target === target && field.onDelete !== 'setNull'
      ? [columnName(foreignKeyName(field.name))]
      : [],
  );

/** All that have a table when the migration begins, up or down, as they are then. */
function resourcesOf(
  { changed, removed, known }: TableChanges,
  direction: 'up' | 'down',
): readonly Resource[] {
  const all = new Map(
    [...known.values()].flatMap(({ resource }) => (resource ? [[resource.name, resource]] : [])),
  );
  for (const { before, after } of changed) {
    all.delete(before.name);
    all.delete(after.name);
  }
  for (const { name } of removed) all.delete(name);
  const own = changed.map(({ before, after }) => (direction === 'up' ? before : after));
  return [...all.values(), ...own, ...(direction === 'up' ? removed : [])];
}
