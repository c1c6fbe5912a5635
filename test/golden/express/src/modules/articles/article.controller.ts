import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { ifMatch, rowTag } from '../../platform/http/etag.js';
import { mapPage, type ListRequest } from '../../platform/paging/list-request.js';
import { signedIn } from '../auth/access.js';
import type { CreateArticle, UpdateArticle } from './article.schema.js';
import type { ArticleService } from './article.service.js';
import { articleView } from './article.view.js';

interface Id {
  readonly id: string;
}

interface BySlug {
  readonly slug: string;
}

export class ArticleController {
  readonly #articles: ArticleService;

  constructor(articles: ArticleService) {
    this.#articles = articles;
  }

  list = async ({ query }: Input<{ query: ListRequest }>, res: Response): Promise<void> => {
    const page = await this.#articles.list(query);
    res.json(mapPage(page, (article) => articleView(article, query.include)));
  };

  get = async (
    { params, query }: Input<{ params: Id; query: { include: readonly string[] } }>,
    res: Response,
  ): Promise<void> => {
    const article = await this.#articles.get(params.id, query.include);
    const shown = articleView(article, query.include);
    res.set('ETag', rowTag(articleView(article), shown)).json(shown);
  };

  getBySlug = async (
    { params, query }: Input<{ params: BySlug; query: { include: readonly string[] } }>,
    res: Response,
  ): Promise<void> => {
    const article = await this.#articles.getBySlug(params.slug, query.include);
    const shown = articleView(article, query.include);
    res.set('ETag', rowTag(articleView(article), shown)).json(shown);
  };

  create = async (
    { body, actor }: Input<{ body: CreateArticle }>,
    res: Response,
  ): Promise<void> => {
    const article = await this.#articles.create(signedIn(actor), body);
    res.status(201).location(`/api/v1/articles/${article.id}`).json(articleView(article));
  };

  update = async (
    { params, body, actor, req }: Input<{ params: Id; body: UpdateArticle }>,
    res: Response,
  ): Promise<void> => {
    const article = await this.#articles.update(
      signedIn(actor),
      params.id,
      body,
      ifMatch(req, articleView),
    );
    res.json(articleView(article));
  };

  remove = async ({ params, actor, req }: Input<{ params: Id }>, res: Response): Promise<void> => {
    await this.#articles.remove(signedIn(actor), params.id, ifMatch(req, articleView));
    res.status(204).end();
  };
}
