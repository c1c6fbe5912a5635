import type { EntityManager, EntityMetadata } from 'typeorm';
import { AppError } from '../errors.js';

type ForeignKey = EntityMetadata['foreignKeys'][number];

/**
 * Removes a row, and does to the rows that point at it what their foreign keys say. The database does that for a row that goes
 * for good. One that only gets its `deletedAt` stays for the database, so that for it, and for rows behind it, it is done here.
 * The caller holds the row's lock, in a transaction.
 */
export async function removeRow(
  manager: EntityManager,
  entity: new () => { id: string },
  id: string,
): Promise<void> {
  await new Removal(manager).remove(manager.dataSource.getMetadata(entity), [id], false);
}

class Removal {
  readonly #manager: EntityManager;
  /** Relations may go in cycles. */
  readonly #removed = new Set<string>();

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  async remove(metadata: EntityMetadata, rows: readonly string[], forGood: boolean): Promise<void> {
    const ids = rows.filter((id) => !this.#removed.has(`${metadata.tableName} ${id}`));
    for (const id of ids) this.#removed.add(`${metadata.tableName} ${id}`);
    if (ids.length === 0) return;
    const isSoft = !forGood && metadata.deleteDateColumn !== undefined;
    const query = this.#manager.createQueryBuilder();
    if (isSoft) await softDelete(this.#manager, metadata, ids);
    if (isSoft || hasHidden(metadata)) {
      for (const key of keysTo(metadata)) await this.#release(key, ids, isSoft);
    }
    if (!isSoft)
      await query.delete().from(metadata.target).where('id = ANY(:ids)', { ids }).execute();
  }

  async #release(key: ForeignKey, ids: readonly string[], isSoft: boolean): Promise<void> {
    const { entityMetadata: metadata, onDelete } = key;
    if (onDelete === 'CASCADE') {
      // They go with it in the database, whatever their key is.
      if (!isSoft && hasNothingBehind(metadata)) return;
      await this.remove(metadata, await this.#pointing(key, ids, isSoft ? 'seen' : 'all'), !isSoft);
    } else if (onDelete === 'SET NULL') {
      if (isSoft) await setNull(this.#manager, key, ids);
    } else if (!isSoft) {
      // Deleted rows, which nobody sees, are no reason to keep this one. Others are, and the database says so.
      if (metadata.deleteDateColumn)
        await this.remove(metadata, await this.#pointing(key, ids, 'hidden'), true);
    } else if ((await this.#pointing(key, ids, 'seen')).length > 0) {
      throw new AppError('conflict', 'It is still in use.');
    }
  }

  /** Ids of the rows that point at these, locked. */
  async #pointing(
    key: ForeignKey,
    ids: readonly string[],
    which: 'seen' | 'hidden' | 'all',
  ): Promise<string[]> {
    const { target, deleteDateColumn } = key.entityMetadata;
    const query = this.#manager
      .createQueryBuilder<{ id: string }>(target, 'pointing')
      .select('pointing.id')
      .where(`pointing.${propertyOf(key)} = ANY(:ids)`, { ids })
      .setLock('pessimistic_write');
    if (which !== 'seen') query.withDeleted();
    if (which === 'hidden' && deleteDateColumn)
      query.andWhere(`pointing.${deleteDateColumn.propertyName} IS NOT NULL`);
    return (await query.getMany()).map(({ id }) => id);
  }
}

async function softDelete(
  manager: EntityManager,
  { target }: EntityMetadata,
  ids: readonly string[],
): Promise<void> {
  const query = manager.createQueryBuilder().softDelete().from(target);
  await query.where('id = ANY(:ids)', { ids }).execute();
}

async function setNull(
  manager: EntityManager,
  key: ForeignKey,
  ids: readonly string[],
): Promise<void> {
  const [column] = key.columnNames;
  const query = manager
    .createQueryBuilder()
    .update<Record<string, unknown>>(key.entityMetadata.target);
  await query
    .set({ [propertyOf(key)]: null })
    .where(`"${column}" = ANY(:ids)`, { ids })
    .execute();
}

/** Foreign keys to a table, those that refuse last: what cascades may be all that they refuse for. Links go with either row. */
function keysTo(metadata: EntityMetadata): readonly ForeignKey[] {
  const refuses = ({ onDelete }: ForeignKey): boolean =>
    onDelete !== 'CASCADE' && onDelete !== 'SET NULL';
  return metadata.dataSource.entityMetadatas
    .filter(({ isJunction }) => !isJunction)
    .flatMap(({ foreignKeys }) => foreignKeys)
    .filter(({ referencedEntityMetadata }) => referencedEntityMetadata === metadata)
    .toSorted((a, b) => Number(refuses(a)) - Number(refuses(b)));
}

const hasNothingBehind = (metadata: EntityMetadata): boolean =>
  metadata.deleteDateColumn === undefined && keysTo(metadata).length === 0;

/** Whether rows that nobody sees may point at a row, or at one that goes with it. */
function hasHidden(metadata: EntityMetadata, seen = new Set<EntityMetadata>()): boolean {
  if (seen.has(metadata)) return false;
  seen.add(metadata);
  return keysTo(metadata)
    .filter(({ onDelete }) => onDelete !== 'SET NULL')
    .some(
      ({ entityMetadata, onDelete }) =>
        entityMetadata.deleteDateColumn !== undefined ||
        (onDelete === 'CASCADE' && hasHidden(entityMetadata, seen)),
    );
}

const propertyOf = ({ columns }: ForeignKey): string => columns[0]?.propertyName ?? '';
