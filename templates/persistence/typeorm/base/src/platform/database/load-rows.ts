import { In, type ObjectLiteral, type Repository } from 'typeorm';
import type { Condition } from './condition.js';
import { relationOf } from './row-reader.js';

type Row = ObjectLiteral & { id: string };

/** A to-many relation; of its rows, as far as they are visible, the named fields or all, and what these are related to. */
export interface Loadable {
  readonly relation: string;
  readonly fields?: readonly string[];
  readonly visible?: Condition;
  readonly related?: readonly Loadable[];
}

/**
 * Puts the related rows into the rows: one statement for each relation and one for each of theirs, whatever the
 * number of rows. A single statement would repeat the rows of one relation for every row of another.
 */
export async function loadRows<Entity extends Row>(
  entities: Repository<Entity>,
  rows: readonly Entity[],
  relations: readonly Loadable[],
): Promise<void> {
  for (const loadable of rows.length === 0 ? [] : relations) {
    const { relation } = loadable;
    const related = await relatedRows(entities, rows, loadable);
    for (const row of rows) Object.assign(row, { [relation]: related.get(row.id) ?? [] });
    await loadRows(
      entities.manager.getRepository<Row>(
        relationOf(entities, relation).inverseEntityMetadata.target,
      ),
      rows.flatMap((row): Row[] => row[relation]),
      loadable.related ?? [],
    );
  }
}

/** The related rows by the id of the row they belong to. */
async function relatedRows<Entity extends Row>(
  entities: Repository<Entity>,
  rows: readonly Entity[],
  { relation, fields, visible }: Loadable,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const found = await entities
    .createQueryBuilder('row')
    .select('row.id')
    .leftJoin(`row.${relation}`, 'related', visible?.sql('related'), visible?.parameters)
    .addSelect(fields?.map((field) => `related.${field}`) ?? ['related'])
    .where({ id: In([...new Set(rows.map(({ id }) => id))]) })
    .getMany();
  return new Map(found.map((row) => [row.id, row[relation]]));
}
