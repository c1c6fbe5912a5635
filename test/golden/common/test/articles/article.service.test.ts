import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Article } from '../../src/modules/articles/article.entity.js';
import { ArticleRepository } from '../../src/modules/articles/article.repository.js';
import { ArticleService } from '../../src/modules/articles/article.service.js';
import type { Actor } from '../../src/platform/http/actor.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn, type SignedInUser } from '../support/sign-in.js';
import { createArticle } from './article.factory.js';

const always = (): boolean => true;
const never = (): boolean => false;

describe('ArticleService', () => {
  let app: TestApp;
  let service: ArticleService;
  let writer: SignedInUser;
  let actor: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    app = await startApp();
    const { dataSource, cursors } = app.context;
    service = new ArticleService(new ArticleRepository(dataSource.getRepository(Article), cursors));
    writer = await signIn(app);
    actor = { id: writer.user.id, role: writer.user.role, sessionId: writer.sessionId };
    const other = await signIn(app);
    stranger = { id: other.user.id, role: 'user', sessionId: other.sessionId };
  });

  afterAll(() => app.close());

  it('fails as not found on an id that is nobody’s', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const missing = { kind: 'not-found', message: 'There is no article with this id.' };
    await expect(service.get(id)).rejects.toMatchObject(missing);
    await expect(service.update(actor, id, {}, always)).rejects.toMatchObject(missing);
    await expect(service.remove(actor, id, always)).rejects.toMatchObject(missing);
  });

  it('leaves a row alone that is not as the writer expects it', async () => {
    const article = await createArticle(app, { authorId: writer.user.id });
    const changed = service.update(actor, article.id, {}, never);
    await expect(changed).rejects.toMatchObject({ kind: 'precondition-failed' });
    const removed = service.remove(actor, article.id, never);
    await expect(removed).rejects.toMatchObject({ kind: 'precondition-failed' });
    await expect(service.get(article.id)).resolves.toMatchObject({ id: article.id });
  });

  it('lets nobody but the owner and an admin change a row', async () => {
    const article = await createArticle(app, { authorId: writer.user.id });
    await expect(service.update(stranger, article.id, {}, always)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const admin: Actor = { ...stranger, role: 'admin' };
    await expect(service.update(admin, article.id, {}, always)).resolves.toMatchObject({
      id: article.id,
    });
  });

  it('lets nobody but the owner and an admin remove a row', async () => {
    const article = await createArticle(app, { authorId: writer.user.id });
    await expect(service.remove(stranger, article.id, always)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await service.remove({ ...stranger, role: 'admin' }, article.id, always);
    await expect(service.get(article.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
