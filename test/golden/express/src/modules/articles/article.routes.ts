import { endpoint } from '../../platform/http/endpoint.js';
import { idParams } from '../../platform/http/schemas.js';
import type { Module } from '../../platform/module.js';
import { ArticleController } from './article.controller.js';
import { Article } from './article.entity.js';
import { ArticleRepository } from './article.repository.js';
import {
  articleBySlugParams,
  articleListQuery,
  articleQuery,
  articleSchema,
  createArticleBody,
  pageOfArticles,
  updateArticleBody,
} from './article.schema.js';
import { ArticleService } from './article.service.js';

export const articleModule: Module = ({ dataSource, cursors }) => {
  const articles = new ArticleController(
    new ArticleService(new ArticleRepository(dataSource.getRepository(Article), cursors)),
  );
  const tag = 'Articles';
  const one = { tag, path: '/articles/:id', params: idParams } as const;
  const answer = { description: 'The article.', schema: articleSchema };

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/articles',
      operationId: 'listArticles',
      summary: 'List articles',
      access: 'public',
      query: articleListQuery,
      responses: { 200: { description: 'A page of articles.', schema: pageOfArticles } },
      handle: articles.list,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/articles',
      operationId: 'createArticle',
      summary: 'Create an article',
      access: 'authenticated',
      body: createArticleBody,
      responses: { 201: answer },
      handle: articles.create,
    }),
    endpoint({
      ...one,
      method: 'get',
      operationId: 'getArticle',
      summary: 'Get an article',
      access: 'public',
      query: articleQuery,
      responses: { 200: answer },
      handle: articles.get,
    }),
    endpoint({
      tag,
      method: 'get',
      path: '/articles/by-slug/:slug',
      params: articleBySlugParams,
      operationId: 'getArticleBySlug',
      summary: 'Get an article by its slug',
      access: 'public',
      query: articleQuery,
      responses: { 200: answer },
      handle: articles.getBySlug,
    }),
    endpoint({
      ...one,
      method: 'put',
      operationId: 'replaceArticle',
      summary: 'Replace an article',
      access: 'authenticated',
      body: createArticleBody,
      responses: { 200: answer },
      handle: articles.update,
    }),
    endpoint({
      ...one,
      method: 'patch',
      operationId: 'updateArticle',
      summary: 'Change an article',
      access: 'authenticated',
      body: updateArticleBody,
      responses: { 200: answer },
      handle: articles.update,
    }),
    endpoint({
      ...one,
      method: 'delete',
      operationId: 'deleteArticle',
      summary: 'Delete an article',
      access: 'authenticated',
      responses: { 204: { description: 'It is gone.' } },
      handle: articles.remove,
    }),
  ];
};
