import { Injectable } from '@nestjs/common';
import { withSlug } from '../../platform/database/slug.js';
import { found, unknownReference } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import type { ListRequest, Page } from '../../platform/paging/list-request.js';
import { checkPrecondition, type Precondition } from '../../platform/precondition.js';
import { requireOwner } from '../auth/access.js';
import type { Tag } from '../tags/tag.entity.js';
import type { Article } from './article.entity.js';
import { ArticleRepository } from './article.repository.js';
import type { CreateArticle, UpdateArticle } from './article.schema.js';

@Injectable()
export class ArticleService {
  readonly #articles: ArticleRepository;

  constructor(articles: ArticleRepository) {
    this.#articles = articles;
  }

  list(request: ListRequest): Promise<Page<Article>> {
    return this.#articles.list(request);
  }

  async get(id: string, include: readonly string[] = []): Promise<Article> {
    return found(await this.#articles.find(id, include), 'article');
  }

  async getBySlug(value: string, include: readonly string[] = []): Promise<Article> {
    return found(await this.#articles.findBySlug(value, include), 'article');
  }

  create(actor: Actor, { tagIds, ...values }: CreateArticle): Promise<Article> {
    return withSlug('slug', values.title, async (slug) =>
      this.#articles.insert({
        ...values,
        slug,
        authorId: actor.id,
        tags: await tagsOf(this.#articles, tagIds),
      }),
    );
  }

  update(
    actor: Actor,
    id: string,
    { tagIds, ...changes }: UpdateArticle,
    precondition: Precondition<Article>,
  ): Promise<Article> {
    return this.#articles.transaction(async (articles) => {
      const article = found(await articles.lock(id), 'article');
      requireOwner(actor, 'articles:update', article.authorId);
      checkPrecondition(article, precondition);
      return articles.save(article, {
        ...changes,
        tags: tagIds && (await tagsOf(articles, tagIds)),
      });
    });
  }

  remove(actor: Actor, id: string, precondition: Precondition<Article>): Promise<void> {
    return this.#articles.transaction(async (articles) => {
      const article = found(await articles.lock(id), 'article');
      requireOwner(actor, 'articles:delete', article.authorId);
      checkPrecondition(article, precondition);
      await articles.remove(article);
    });
  }
}

async function tagsOf(articles: ArticleRepository, ids: readonly string[]): Promise<Tag[]> {
  const related = await articles.tagsOf(ids);
  if (related.length === ids.length) return related;
  throw unknownReference('tagIds', 'tag');
}
