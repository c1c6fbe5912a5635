import { z } from 'zod';
import { urlOf } from './variables.js';

/** An address with the name it is shown by: `Example <no-reply@example.com>`. */
interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A mail server: `smtp:` begins in plain text and turns to TLS (STARTTLS), `smtps:` is TLS from the first byte. */
export function smtpUrl() {
  const message = 'must have a name and a password in which % is written as %25';
  return urlOf('smtp:', 'smtps:').pipe(z.string().refine(hasReadableLogin, message));
}

export function mailbox() {
  const message = 'must be an address such as Example <no-reply@example.com>';
  return z
    .string()
    .transform(parseMailbox)
    .refine(({ address }) => z.email().max(254).safeParse(address).success, message)
    .refine(({ name }) => /^[^\p{Cc}"<>]*$/u.test(name), message);
}

interface MailConfig {
  readonly NODE_ENV: string;
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: Mailbox | undefined;
}

/** In production mail goes to a server, or the service does not start. */
export function requireMailServer(config: MailConfig, context: z.RefinementCtx): void {
  if (config.NODE_ENV !== 'production') return;
  for (const name of ['SMTP_URL', 'MAIL_FROM'] as const) {
    if (config[name] !== undefined) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'is required in production' });
  }
}

function parseMailbox(text: string): Mailbox {
  const [, name, address] = /^(.*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  if (name === undefined || address === undefined) return { name: '', address: text.trim() };
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address };
}

function hasReadableLogin(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    for (const part of [username, password]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
