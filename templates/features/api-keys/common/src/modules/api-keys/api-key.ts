import { hashSecret, newSecret } from '../auth/session-secret.js';

const PREFIX = 'plk';
const format = /^plk_([\da-f]{32})_([\w-]{43})$/;
const uuidParts = /^(.{8})(.{4})(.{4})(.{4})/;

/** A key as a request gives it: which one it says it is, and the hash that this one has to have then. */
export interface GivenKey {
  readonly id: string;
  readonly hash: string;
}

/** The part of a key that is no secret: people tell their keys apart by it. */
export const prefixOf = (id: string): string => `${PREFIX}_${id.replaceAll('-', '')}`;

/** 256 random bits, so a fast hash is enough. */
export function newKeySecret(): { readonly secret: string; readonly hash: string } {
  const secret = newSecret();
  return { secret, hash: hashSecret(secret) };
}

export const formatApiKey = (id: string, secret: string): string => `${prefixOf(id)}_${secret}`;

export function parseApiKey(text: string): GivenKey | undefined {
  const [, digits, secret] = format.exec(text) ?? [];
  if (digits === undefined || secret === undefined) return undefined;
  return { id: digits.replace(uuidParts, '$1-$2-$3-$4-'), hash: hashSecret(secret) };
}
