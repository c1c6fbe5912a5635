import { articleView } from '../articles/article.view.js';
import { userSummary } from '../users/user.view.js';
import type { Visit } from './visit.entity.js';
import type { VisitView } from './visit.schema.js';

/** A visit as the API shows it. */
export function visitView(visit: Visit, include: readonly string[] = []): VisitView {
  return {
    id: visit.id,
    page: visit.page,
    at: visit.at.toISOString(),
    articleId: visit.articleId,
    ...(include.includes('article') && visit.article && { article: articleView(visit.article) }),
    userId: visit.userId,
    ...(include.includes('user') && visit.user && { user: userSummary(visit.user) }),
    createdAt: visit.createdAt.toISOString(),
    updatedAt: visit.updatedAt.toISOString(),
  };
}
