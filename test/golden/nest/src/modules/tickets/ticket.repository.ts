import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository, SelectQueryBuilder } from 'typeorm';
import { RowReader } from '../../platform/database/row-reader.js';
import { inTransaction, type Work } from '../../platform/database/transaction.js';
import { insertRow, saveRow, type Changes } from '../../platform/database/write-row.js';
import { Ticket } from './ticket.entity.js';

export type NewTicket = Pick<Ticket, 'subject' | 'reference' | 'userId'>;

/** What comes with a row in its own statement: related rows as far as they are shown, and the ids of the others. */
function joinRelations(rows: RowReader<Ticket>, include: readonly string[]): void {
  if (include.includes('user')) rows.join('user', { fields: ['id', 'name'] });
}

@Injectable()
export class TicketRepository {
  readonly #rows: Repository<Ticket>;

  constructor(@InjectRepository(Ticket) rows: Repository<Ticket>) {
    this.#rows = rows;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<TicketRepository, Result>): Promise<Result> {
    return inTransaction(this.#rows.manager, this, work);
  }

  within(manager: EntityManager): TicketRepository {
    return new TicketRepository(manager.getRepository(Ticket));
  }

  find(id: string, include: readonly string[] = []): Promise<Ticket | null> {
    return this.#read(this.#rows.createQueryBuilder('row').where({ id }), include);
  }

  findByReference(value: string, include: readonly string[] = []): Promise<Ticket | null> {
    return this.#read(
      this.#rows.createQueryBuilder('row').where('lower(row.reference) = lower(:value)', { value }),
      include,
    );
  }

  /** Keeps every other writer of the row waiting until the transaction ends. */
  lock(id: string): Promise<Ticket | null> {
    return this.#rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  insert(values: NewTicket): Promise<Ticket> {
    return insertRow(this.#rows.manager, Ticket, values);
  }

  /** Of a row that is locked. */
  save(
    ticket: Ticket,
    changes: Changes<Pick<Ticket, 'subject' | 'reference' | 'userId' | 'status'>>,
  ): Promise<Ticket> {
    return saveRow(this.#rows.manager, Ticket, ticket, changes);
  }

  async #read(
    query: SelectQueryBuilder<Ticket>,
    include: readonly string[],
  ): Promise<Ticket | null> {
    const rows = new RowReader(query);
    joinRelations(rows, include);
    const [row] = await rows.read();
    return row ?? null;
  }
}
