import { hashSecret } from './session-secret.js';

const format = /^([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\.([A-Za-z\d_-]{43})$/;

export interface RefreshToken {
  readonly sessionId: string;
  /** What is stored of its secret. */
  readonly hash: string;
}

export const formatRefreshToken = (sessionId: string, secret: string): string =>
  `${sessionId}.${secret}`;

export function parseRefreshToken(token: string): RefreshToken | undefined {
  const [, sessionId, secret] = format.exec(token) ?? [];
  return sessionId && secret ? { sessionId, hash: hashSecret(secret) } : undefined;
}
