import { In, type EntityManager, type Repository, type SelectQueryBuilder } from 'typeorm';
import { findPage } from '../../platform/database/find-page.js';
import { loadRows, type Loadable } from '../../platform/database/load-rows.js';
import { removeRow } from '../../platform/database/remove-row.js';
import { RowReader } from '../../platform/database/row-reader.js';
import { inTransaction, type Work } from '../../platform/database/transaction.js';
import { insertRow, saveRow, type Changes } from '../../platform/database/write-row.js';
import type { Cursors } from '../../platform/paging/cursor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import { Tag } from '../tags/tag.entity.js';
import { Article } from './article.entity.js';

export type NewArticle = Pick<Article, 'title' | 'published' | 'slug' | 'authorId' | 'tags'>;

/** What comes with a row in its own statement: related rows as far as they are shown, and the ids of the others. */
function joinRelations(rows: RowReader<Article>, include: readonly string[]): void {
  if (include.includes('author')) rows.join('author', { fields: ['id', 'name'] });
  rows.joinIds('tags');
}

/** To-many relations whose rows can be asked for. The page query joins none of them, so its limit counts rows. */
const loadable: readonly Loadable[] = [{ relation: 'tags' }];

export class ArticleRepository {
  readonly #rows: Repository<Article>;
  readonly #cursors: Cursors;

  constructor(rows: Repository<Article>, cursors: Cursors) {
    this.#rows = rows;
    this.#cursors = cursors;
  }

  /** One transaction for all of the work: with this repository, and with others from `within`. */
  transaction<Result>(work: Work<ArticleRepository, Result>): Promise<Result> {
    return inTransaction(this.#rows.manager, this, work);
  }

  within(manager: EntityManager): ArticleRepository {
    return new ArticleRepository(manager.getRepository(Article), this.#cursors);
  }

  async list(request: ListRequest): Promise<Page<Article>> {
    const query = this.#rows.createQueryBuilder('row');
    const page = await findPage(query, request, {
      cursors: this.#cursors,
      searchable: ['title'],
      linked: { tagIds: { relation: 'tags' } },
      join: (rows) => joinRelations(rows, request.include),
    });
    await this.#loadRelations(page.data, request.include);
    return page;
  }

  find(id: string, include: readonly string[] = []): Promise<Article | null> {
    return this.#read(this.#rows.createQueryBuilder('row').where({ id }), include);
  }

  findBySlug(value: string, include: readonly string[] = []): Promise<Article | null> {
    return this.#read(this.#rows.createQueryBuilder('row').where({ slug: value }), include);
  }

  /** Keeps every other writer of the row waiting until the transaction ends. */
  lock(id: string): Promise<Article | null> {
    const rows = new RowReader(this.#rows.createQueryBuilder('row').where({ id }));
    rows.joinIds('tags');
    return rows.lock();
  }

  insert(values: NewArticle): Promise<Article> {
    return insertRow(this.#rows.manager, Article, values);
  }

  /** Of a row that is locked. */
  save(article: Article, changes: Changes<NewArticle>): Promise<Article> {
    return saveRow(this.#rows.manager, Article, article, changes);
  }

  /** Of a row that is locked. */
  remove({ id }: Article): Promise<void> {
    return removeRow(this.#rows.manager, Article, id);
  }

  async tagsOf(ids: readonly string[]): Promise<Tag[]> {
    if (ids.length === 0) return [];
    const where = { id: In(ids) };
    // As they are read later: the order is part of the ETag.
    return this.#rows.manager.getRepository(Tag).find({ where, order: { id: 'ASC' } });
  }

  async #read(
    query: SelectQueryBuilder<Article>,
    include: readonly string[],
  ): Promise<Article | null> {
    const rows = new RowReader(query);
    joinRelations(rows, include);
    const [row] = await rows.read();
    if (row) await this.#loadRelations([row], include);
    return row ?? null;
  }

  #loadRelations(rows: readonly Article[], include: readonly string[]): Promise<void> {
    return loadRows(
      this.#rows,
      rows,
      loadable.filter(({ relation }) => include.includes(relation)),
    );
  }
}
