import type { Request, Response } from 'express';
import { hashSecret } from './session-secret.js';

/**
 * With this prefix a browser takes the cookie from this host alone, over TLS, for all of its paths: no other host and no
 * plain HTTP can plant one.
 */
const NAME = '__Host-session';
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const SECRET = /^[\w-]{43}$/;

/** What is stored of the cookie of a request. Of two of that name one was not set by us, so neither counts. */
export function cookieHash(req: Request): string | undefined {
  const found = (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`));
  const secret = found[0]?.slice(NAME.length + 1) ?? '';
  return found.length === 1 && SECRET.test(secret) ? hashSecret(secret) : undefined;
}

/** It has no end of its own: it goes with the browser, and before that the database says what it is worth. */
export const setSessionCookie = (res: Response, secret: string): void =>
  answerWith(res, `${NAME}=${secret}; ${ATTRIBUTES}`);

export const clearSessionCookie = (res: Response): void =>
  answerWith(res, `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);

/** In the place of one that was to be answered before, and never kept by a cache. */
function answerWith(res: Response, cookie: string): void {
  const before = [res.getHeader('Set-Cookie') ?? []].flat().map(String);
  const others = before.filter((one) => !one.startsWith(`${NAME}=`));
  res.setHeader('Set-Cookie', [...others, cookie]);
  res.setHeader('Cache-Control', 'no-store');
}
