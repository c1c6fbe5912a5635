import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../src/messages.js';
import { letter } from '../../src/platform/mail/letter.js';
import { previewOf } from '../../src/platform/mail/preview.js';
import { startApp, type TestApp } from '../support/app.js';

describe('the page of messages', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('shows every message', async () => {
    const { text } = await app.http.get('/mail').expect(200).expect('Content-Type', /html/);
    for (const { name } of messages) {
      expect(text).toContain(`/mail/${name}.html`);
      await app.http.get(`/mail/${name}.html`).expect(200).expect('Content-Type', /html/);
      await app.http.get(`/mail/${name}.txt`).expect(200).expect('Content-Type', /plain/);
    }
  });

  it('has no other', async () => {
    await app.http.get('/mail/nothing.html').expect(404);
    await app.http.post('/mail').expect(405);
  });

  it('is not there in production', async () => {
    const JWT_SECRET = randomBytes(32).toString('base64url');
    const other = await startApp({ env: { NODE_ENV: 'production', JWT_SECRET } });
    await other.http.get('/mail').expect(404);
    await other.http.get(`/mail/${messages[0]?.name}.html`).expect(404);
    await other.close();
  });
});

describe('a message is shown', () => {
  const sample = () => letter({ subject: 'Tom & Jerry', paragraphs: ['Hello <Tom>.'] });
  const message = { name: 'greeting', sample };
  const shown = (file: string) => previewOf(file, [message]);

  it('on the page, by name and subject', () => {
    expect(shown('')?.body).toContain('<td>greeting</td>');
    expect(shown('')?.body).toContain('<td>Tom &amp; Jerry</td>');
    expect(previewOf('', [])?.body).toContain('There are none yet');
  });

  it('as HTML and as text', () => {
    expect(shown('greeting.html')).toMatchObject({ type: 'html' });
    expect(shown('greeting.html')?.body).toContain('<p>Hello &lt;Tom&gt;.</p>');
    expect(shown('greeting.txt')).toEqual({ type: 'text', body: 'Hello <Tom>.\n' });
    expect(shown('greeting')).toBeUndefined();
  });
});
