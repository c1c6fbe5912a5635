import { In, type ObjectLiteral, type Repository } from 'typeorm';
import { relationOf } from './row-reader.js';

type Row = ObjectLiteral & { id: string };

/** A to-many relation; of its rows the named fields or all, and the ids of what these are related to. */
export interface Loadable {
  readonly relation: string;
  readonly fields?: readonly string[];
  readonly ids?: readonly string[];
}

/**
 * Puts the related rows into the rows: one statement for each relation and one for each of its lists of ids, whatever the
 * number of rows. A single statement would repeat the rows of one relation for every row of another.
 */
export async function loadRows<Entity extends Row>(
  entities: Repository<Entity>,
  rows: readonly Entity[],
  relations: readonly Loadable[],
): Promise<void> {
  for (const { relation, fields, ids = [] } of rows.length === 0 ? [] : relations) {
    const related = await relatedRows(entities, rows, relation, fields);
    for (const row of rows) Object.assign(row, { [relation]: related.get(row.id) ?? [] });
    await loadRows(
      entities.manager.getRepository<Row>(
        relationOf(entities, relation).inverseEntityMetadata.target,
      ),
      rows.flatMap((row): Row[] => row[relation]),
      ids.map((name) => ({ relation: name, fields: ['id'] })),
    );
  }
}

/** The related rows by the id of the row they belong to. */
async function relatedRows<Entity extends Row>(
  entities: Repository<Entity>,
  rows: readonly Entity[],
  relation: string,
  fields: readonly string[] | undefined,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const found = await entities
    .createQueryBuilder('row')
    .select('row.id')
    .leftJoin(`row.${relation}`, 'related')
    .addSelect(fields?.map((field) => `related.${field}`) ?? ['related'])
    .where({ id: In([...new Set(rows.map(({ id }) => id))]) })
    .getMany();
  return new Map(found.map((row) => [row.id, row[relation]]));
}
