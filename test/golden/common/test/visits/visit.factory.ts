import { Visit } from '../../src/modules/visits/visit.entity.js';
import { createArticle } from '../articles/article.factory.js';
import type { TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';

let count = 0;

/** A body that `POST /visits` takes; every call gives other values. */
export async function visitBody(app: TestApp): Promise<Record<string, unknown>> {
  count += 1;
  return {
    page: `page ${count}`,
    at: new Date(1768478400000).toISOString(),
    articleId: (await createArticle(app)).id,
  };
}

/** A row that is there already, put straight into the database. */
export async function createVisit(app: TestApp, overrides: Partial<Visit> = {}): Promise<Visit> {
  count += 1;
  const rows = app.context.dataSource.getRepository(Visit);
  return rows.save(
    rows.create({
      page: `page ${count}`,
      at: new Date(1768478400000),
      articleId: overrides.articleId ?? (await createArticle(app)).id,
      userId: overrides.userId ?? (await createUser(app)).id,
      ...overrides,
    }),
  );
}
