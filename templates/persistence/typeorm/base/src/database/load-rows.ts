import { In, type ObjectLiteral, type Repository } from 'typeorm';

type Row = ObjectLiteral & { id: string };

/** A to-many relation; of its rows the named fields or all, and the ids of what these are related to. */
export interface Loadable {
  readonly relation: string;
  readonly fields?: readonly string[];
  readonly ids?: readonly string[];
}

/** Puts the related rows into the rows, in one statement whatever their number. */
export async function loadRows<Entity extends Row>(
  entities: Repository<Entity>,
  rows: readonly Entity[],
  relations: readonly Loadable[],
): Promise<void> {
  if (rows.length === 0 || relations.length === 0) return;
  const query = entities.createQueryBuilder('row').select('row.id');
  for (const [index, { relation, fields, ids = [] }] of relations.entries()) {
    const alias = `to${index}`;
    query.leftJoin(`row.${relation}`, alias);
    query.addSelect(fields?.map((field) => `${alias}.${field}`) ?? [alias]);
    for (const name of ids) {
      query.leftJoin(`${alias}.${name}`, `${alias}_${name}`).addSelect(`${alias}_${name}.id`);
    }
  }
  const loaded = await query.where({ id: In(rows.map(({ id }) => id)) }).getMany();
  const byId = new Map(loaded.map((row): [string, ObjectLiteral] => [row.id, row]));
  for (const row of rows) {
    const found = byId.get(row.id);
    Object.assign(
      row,
      ...relations.map(({ relation }) => ({ [relation]: found?.[relation] ?? [] })),
    );
  }
}
