import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { findPage } from '../../platform/database/find-page.js';
import type { RowReader } from '../../platform/database/row-reader.js';
import { inTransaction, type Work } from '../../platform/database/transaction.js';
import { insertRow } from '../../platform/database/write-row.js';
import { Cursors } from '../../platform/paging/cursor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import { Visit } from './visit.entity.js';

export type NewVisit = Pick<Visit, 'page' | 'at' | 'articleId' | 'userId'>;

/** What comes with a row in its own statement: related rows as far as they are shown, and the ids of the others. */
function joinRelations(rows: RowReader<Visit>, include: readonly string[]): void {
  if (include.includes('article')) rows.join('article').joinIds('tags', { of: 'article' });
  if (include.includes('user')) rows.join('user', { fields: ['id', 'name'] });
}

@Injectable()
export class VisitRepository {
  readonly #rows: Repository<Visit>;
  readonly #cursors: Cursors;

  constructor(@InjectRepository(Visit) rows: Repository<Visit>, cursors: Cursors) {
    this.#rows = rows;
    this.#cursors = cursors;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<VisitRepository, Result>): Promise<Result> {
    return inTransaction(this.#rows.manager, this, work);
  }

  within(manager: EntityManager): VisitRepository {
    return new VisitRepository(manager.getRepository(Visit), this.#cursors);
  }

  async list(request: ListRequest): Promise<Page<Visit>> {
    const query = this.#rows.createQueryBuilder('row');
    return findPage(query, request, {
      cursors: this.#cursors,
      searchable: ['page'],
      join: (rows) => joinRelations(rows, request.include),
    });
  }

  insert(values: NewVisit): Promise<Visit> {
    return insertRow(this.#rows.manager, Visit, values);
  }
}
