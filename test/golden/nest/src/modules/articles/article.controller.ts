import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { ifMatch, rowTag } from '../../platform/http/etag.js';
import { idParams } from '../../platform/http/schemas.js';
import { mapPage, type ListRequest, type Page } from '../../platform/paging/list-request.js';
import {
  articleBySlugParams,
  articleListQuery,
  articleQuery,
  articleSchema,
  createArticleBody,
  pageOfArticles,
  updateArticleBody,
  type ArticleView,
  type CreateArticle,
  type UpdateArticle,
} from './article.schema.js';
import { ArticleService } from './article.service.js';
import { articleView } from './article.view.js';

interface Id {
  readonly id: string;
}

interface BySlug {
  readonly slug: string;
}

interface Include {
  readonly include: readonly string[];
}

const answer = { description: 'The article.', standardSchema: articleSchema };

@ApiTags('Articles')
@Controller('articles')
export class ArticleController {
  readonly #articles: ArticleService;

  constructor(articles: ArticleService) {
    this.#articles = articles;
  }

  @Get()
  @Public()
  @ApiOperation({ operationId: 'listArticles', summary: 'List articles' })
  @ApiOkResponse({ description: 'A page of articles.', standardSchema: pageOfArticles })
  async list(@Query({ schema: articleListQuery }) query: ListRequest): Promise<Page<ArticleView>> {
    const page = await this.#articles.list(query);
    return mapPage(page, (article) => articleView(article, query.include));
  }

  @Post()
  @ApiOperation({ operationId: 'createArticle', summary: 'Create an article' })
  @ApiCreatedResponse(answer)
  async create(
    @Body({ schema: createArticleBody }) body: CreateArticle,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) res: Response,
  ): Promise<ArticleView> {
    const article = await this.#articles.create(actor, body);
    res.location(`/api/v1/articles/${article.id}`);
    return articleView(article);
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'getArticle', summary: 'Get an article' })
  @ApiOkResponse(answer)
  async get(
    @Param({ schema: idParams }) { id }: Id,
    @Query({ schema: articleQuery }) query: Include,
    @Res({ passthrough: true }) res: Response,
  ): Promise<ArticleView> {
    const article = await this.#articles.get(id, query.include);
    const shown = articleView(article, query.include);
    res.set('ETag', rowTag(articleView(article), shown));
    return shown;
  }

  @Get('by-slug/:slug')
  @Public()
  @ApiOperation({ operationId: 'getArticleBySlug', summary: 'Get an article by its slug' })
  @ApiOkResponse(answer)
  async getBySlug(
    @Param({ schema: articleBySlugParams }) params: BySlug,
    @Query({ schema: articleQuery }) query: Include,
    @Res({ passthrough: true }) res: Response,
  ): Promise<ArticleView> {
    const article = await this.#articles.getBySlug(params.slug, query.include);
    const shown = articleView(article, query.include);
    res.set('ETag', rowTag(articleView(article), shown));
    return shown;
  }

  @Put(':id')
  @ApiOperation({ operationId: 'replaceArticle', summary: 'Replace an article' })
  @ApiOkResponse(answer)
  replace(
    @Param({ schema: idParams }) params: Id,
    @Body({ schema: createArticleBody }) body: CreateArticle,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<ArticleView> {
    return this.update(params, body, actor, req);
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'updateArticle', summary: 'Change an article' })
  @ApiOkResponse(answer)
  async update(
    @Param({ schema: idParams }) { id }: Id,
    @Body({ schema: updateArticleBody }) body: UpdateArticle,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<ArticleView> {
    const article = await this.#articles.update(actor, id, body, ifMatch(req, articleView));
    return articleView(article);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteArticle', summary: 'Delete an article' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  async remove(
    @Param({ schema: idParams }) { id }: Id,
    @CurrentActor() actor: Actor,
    @Req() req: Request,
  ): Promise<void> {
    await this.#articles.remove(actor, id, ifMatch(req, articleView));
  }
}
