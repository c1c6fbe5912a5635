import type { Config } from '../../config/config.js';
import type { Mailing } from './mailing.js';

const nobody = { name: '', address: 'no-reply@example.com' };

/** A mailing as nodemailer takes it, which encodes what goes into a header: a line break there stays a part of the text. */
export function mimeOf(
  { id, to, subject, text, html }: Mailing,
  { MAIL_FROM = nobody }: Pick<Config, 'MAIL_FROM'>,
) {
  const domain = MAIL_FROM.address.replace(/^.*@/, '');
  return {
    from: MAIL_FROM,
    // As text, an address with a comma in it would be two.
    to: { name: '', address: to },
    subject,
    text,
    html: html.toString(),
    // A mail that is sent twice, because a process died in between, can be known by it.
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
