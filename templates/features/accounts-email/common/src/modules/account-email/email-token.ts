import { createHash, randomBytes } from 'node:crypto';
import type { Purpose } from './email-token.entity.js';

const TOKEN_BYTES = 32;
const MINUTES = 60_000;

const lifetimes: Readonly<Record<Purpose, number>> = {
  verify: 24 * 60 * MINUTES,
  reset: 30 * MINUTES,
  change: 60 * MINUTES,
};

export const expiryOf = (purpose: Purpose): Date => new Date(Date.now() + lifetimes[purpose]);

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What is stored. A token has 256 random bits, so a fast hash is enough. */
export const hashOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

/** The page that asks for what the link is good for. What stands after `#` is sent to no server, and so is in no log. */
export function linkTo(page: string, token: string, appUrl: string): URL {
  const url = new URL(page, appUrl.endsWith('/') ? appUrl : `${appUrl}/`);
  url.hash = `token=${token}`;
  return url;
}
