import { z } from 'zod';
import { instant } from '../../platform/fields.js';
import { datetimeFilter, range, uuidFilter } from '../../platform/paging/filters.js';
import { listQueryOf } from '../../platform/paging/list-query.js';
import { pageOf } from '../../platform/paging/page.schema.js';
import { articleSchema } from '../articles/article.schema.js';
import { userSummarySchema } from '../users/user.schema.js';

/** What a request may set. */
const fields = {
  page: z.string().normalize().trim().min(1).max(200),
  at: instant(),
  articleId: z.uuid().toLowerCase(),
};

export const createVisitBody = z
  .strictObject({ ...fields, at: fields.at.optional().transform((value) => value ?? new Date()) })
  .meta({ id: 'CreateVisit' });

export const visitSchema = z
  .object({
    id: z.uuid(),
    page: z.string(),
    at: z.iso.datetime(),
    articleId: z.uuid(),
    article: articleSchema.optional(),
    userId: z.uuid(),
    user: userSummarySchema.optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Visit' });

export const pageOfVisits = pageOf(visitSchema).meta({ id: 'PageOfVisits' });

export const visitListQuery = listQueryOf({
  sort: ['page', 'at', 'createdAt', 'updatedAt'],
  search: true,
  include: ['article', 'user'],
  filters: {
    ...range('at', datetimeFilter),
    articleId: uuidFilter,
    userId: uuidFilter,
    ...range('createdAt', datetimeFilter),
    ...range('updatedAt', datetimeFilter),
  },
});

export type CreateVisit = z.output<typeof createVisitBody>;
export type VisitView = z.output<typeof visitSchema>;
