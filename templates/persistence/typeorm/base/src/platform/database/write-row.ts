import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, ObjectLiteral } from 'typeorm';

type Row = ObjectLiteral & { id: string };
type EntityClass<Entity> = new () => Entity;
type Links = readonly [relation: string, rows: readonly Row[]];

/** What a writer changes of a row; what is undefined stays. */
export type Changes<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined };

/**
 * Inserts a row in one statement. Links of its many-to-many relations take one more each, all in one transaction.
 * TypeORM's own save() reads before it writes, and opens a transaction for a single statement.
 */
export async function insertRow<Entity extends Row>(
  manager: EntityManager,
  entity: EntityClass<Entity>,
  values: object,
): Promise<Entity> {
  const { columns, links } = split(manager, entity, values);
  const row = Object.assign(new entity(), columns);
  const write = async (within: EntityManager): Promise<void> => {
    await within.createQueryBuilder().insert().into<ObjectLiteral>(entity).values(row).execute();
    for (const [relation, rows] of links) {
      await linksOf(within, entity, relation, row.id).add(rows.map(({ id }) => id));
    }
  };
  const isLinked = links.some(([, rows]) => rows.length > 0);
  await (isLinked ? manager.transaction(write) : write(manager));
  hydrateDates(manager, entity, row);
  return Object.assign(row, columns, Object.fromEntries(links));
}

/** TypeORM puts what an insert returns into the row as the driver reads it: a date as a Date, where a later read has a string. */
function hydrateDates(manager: EntityManager, entity: EntityClass<Row>, row: Row): void {
  const { columns, dataSource } = manager.dataSource.getMetadata(entity);
  for (const column of columns.filter(({ type }) => type === 'date')) {
    const value: unknown = column.getEntityValue(row);
    column.setEntityValue(row, dataSource.driver.prepareHydratedValue(value, column));
  }
}

/** Writes those of the changes that say otherwise than the row. The caller holds the row's lock, so it is not read again. */
export async function saveRow<Entity extends Row>(
  manager: EntityManager,
  entity: EntityClass<Entity>,
  row: Entity,
  changes: object,
): Promise<Entity> {
  const { columns, links } = split(manager, entity, changes);
  const current: ObjectLiteral = row;
  const changed = Object.entries(columns).filter(
    ([name, value]) => !isDeepStrictEqual(current[name], value),
  );
  let isLinkedAnew = false;
  for (const [relation, rows] of links) {
    const { added, removed } = difference(current[relation], rows);
    await linksOf(manager, entity, relation, row.id).addAndRemove(added, removed);
    isLinkedAnew ||= added.length + removed.length > 0;
  }
  if (changed.length > 0 || isLinkedAnew) {
    // Sets `updatedAt` too, and puts the new value into the row.
    const update = manager.createQueryBuilder().update<ObjectLiteral>(entity);
    await update.set(Object.fromEntries(changed)).whereEntity(row).execute();
  }
  return Object.assign(row, columns, Object.fromEntries(links));
}

function split(
  manager: EntityManager,
  entity: EntityClass<Row>,
  values: object,
): { readonly columns: object; readonly links: readonly Links[] } {
  const { manyToManyRelations } = manager.dataSource.getMetadata(entity);
  const isLinks = (name: string): boolean =>
    manyToManyRelations.some(({ propertyName }) => propertyName === name);
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    columns: Object.fromEntries(given.filter(([name]) => !isLinks(name))),
    links: given.filter(([name]) => isLinks(name)),
  };
}

const linksOf = (manager: EntityManager, entity: EntityClass<Row>, relation: string, id: string) =>
  manager.createQueryBuilder().relation(entity, relation).of(id);

function difference(
  before: readonly Row[],
  after: readonly Row[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const [old, current] = [before, after].map((rows) => new Set(rows.map(({ id }) => id)));
  const without = (rows: readonly Row[], others?: Set<string>): string[] =>
    rows.map(({ id }) => id).filter((id) => !others?.has(id));
  return { added: without(after, old), removed: without(before, current) };
}
