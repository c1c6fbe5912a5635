import { sentMail } from '../mail/outbox.js';
import type { TestApp } from '../support/app.js';

const base = '/api/v1/auth/password-reset';

/** Whoever reads the mail of an address chooses the password of its account. */
export async function resetByMail(app: TestApp, email: string, newPassword: string): Promise<void> {
  await app.http.post(base).send({ email }).expect(202);
  const mails = (await sentMail(app.context)).filter(
    ({ to, message }) => to === email && message === 'reset-password',
  );
  const [, token = ''] = /#token=([\w-]+)/.exec(mails.at(-1)?.text ?? '') ?? [];
  await app.http.post(`${base}/confirm`).send({ token, newPassword }).expect(204);
}
