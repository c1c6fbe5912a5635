import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const format = /^([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\.([A-Za-z\d_-]{43})$/;

export interface RefreshToken {
  readonly sessionId: string;
  /** What is stored. The token has 256 random bits, so a fast hash is enough. */
  readonly hash: string;
}

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

export const formatRefreshToken = (sessionId: string, secret: string): string =>
  `${sessionId}.${secret}`;

export function parseRefreshToken(token: string): RefreshToken | undefined {
  const [, sessionId, secret] = format.exec(token) ?? [];
  return sessionId && secret ? { sessionId, hash: hashSecret(secret) } : undefined;
}
