import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** What proves that somebody has a session. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What is stored of it. It has 256 random bits, so a fast hash is enough. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');
