import { tagView } from '../tags/tag.view.js';
import { userSummary } from '../users/user.view.js';
import type { Article } from './article.entity.js';
import type { ArticleView } from './article.schema.js';

/** An article as the API shows it. */
export function articleView(article: Article, include: readonly string[] = []): ArticleView {
  return {
    id: article.id,
    title: article.title,
    slug: article.slug,
    published: article.published,
    authorId: article.authorId,
    ...(include.includes('author') && article.author && { author: userSummary(article.author) }),
    tagIds: article.tags.map(({ id }) => id),
    ...(include.includes('tags') && { tags: article.tags.map((other) => tagView(other)) }),
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
  };
}
