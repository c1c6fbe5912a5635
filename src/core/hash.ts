import { createHash } from 'node:crypto';

/** The sha256 of a text or its bytes, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
