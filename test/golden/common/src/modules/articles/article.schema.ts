import { z } from 'zod';
import { relatedIds } from '../../platform/fields.js';
import {
  booleanFilter,
  datetimeFilter,
  linkedFilter,
  range,
  textFilter,
  uuidFilter,
} from '../../platform/paging/filters.js';
import { includeQueryOf, listQueryOf } from '../../platform/paging/list-query.js';
import { pageOf } from '../../platform/paging/page.schema.js';
import { tagSchema } from '../tags/tag.schema.js';
import { userSummarySchema } from '../users/user.schema.js';

/** What a request may set. */
const fields = {
  title: z.string().normalize().trim().min(1).max(200),
  published: z.boolean(),
  tagIds: relatedIds,
};

export const createArticleBody = z
  .strictObject({
    ...fields,
    published: fields.published.default(false),
    tagIds: fields.tagIds.default([]),
  })
  .meta({ id: 'CreateArticle' });

export const updateArticleBody = z
  .strictObject(fields)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'Name at least one field to change.')
  .meta({ id: 'UpdateArticle' });

export const articleSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    slug: z.string(),
    published: z.boolean(),
    authorId: z.uuid(),
    author: userSummarySchema.optional(),
    tagIds: z.array(z.uuid()),
    tags: z.array(tagSchema).optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Article' });

export const pageOfArticles = pageOf(articleSchema).meta({ id: 'PageOfArticles' });

export const articleBySlugParams = z.object({ slug: z.string().max(255) });

export const articleQuery = includeQueryOf(['author', 'tags']);

export const articleListQuery = listQueryOf({
  sort: ['title', 'slug', 'createdAt', 'updatedAt'],
  search: true,
  include: ['author', 'tags'],
  filters: {
    title: textFilter,
    slug: textFilter,
    published: booleanFilter,
    authorId: uuidFilter,
    tagIds: linkedFilter,
    ...range('createdAt', datetimeFilter),
    ...range('updatedAt', datetimeFilter),
  },
});

export type CreateArticle = z.output<typeof createArticleBody>;
export type UpdateArticle = z.output<typeof updateArticleBody>;
export type ArticleView = z.output<typeof articleSchema>;
