import { createHash } from 'node:crypto';

/** The sha256 of a text or its bytes, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text, a byte order mark included: written back, an unchanged file is the same file. */
export function decoded(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
