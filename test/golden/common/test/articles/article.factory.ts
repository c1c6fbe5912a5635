import { Article } from '../../src/modules/articles/article.entity.js';
import type { TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';

let count = 0;

/** A body that `POST /articles` takes; every call gives other values. */
export function articleBody(): Record<string, unknown> {
  count += 1;
  return {
    title: `title ${count}`,
    published: true,
  };
}

/** A row that is there already, put straight into the database. */
export async function createArticle(
  app: TestApp,
  overrides: Partial<Article> = {},
): Promise<Article> {
  count += 1;
  const rows = app.context.dataSource.getRepository(Article);
  return rows.save(
    rows.create({
      title: `title ${count}`,
      published: true,
      slug: `slug-${count}`,
      authorId: overrides.authorId ?? (await createUser(app)).id,
      tags: [],
      ...overrides,
    }),
  );
}
