import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Precondition } from '../precondition.js';

/** A strong validator of exactly these bytes. Every answer that is sent has one. */
export function entityTag(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** What the caller's If-Match asks of a row: that it still looks as they saw it. Without the header any row will do. */
export function ifMatch<Row>(req: Request, view: (row: Row) => unknown): Precondition<Row> {
  const header = req.get('If-Match');
  if (header === undefined || header.trim() === '*') return () => true;
  // A weak tag (W/"…") never equals a strong one (RFC 9110, 13.1.1).
  const tags = new Set(header.split(',').map((tag) => tag.trim()));
  return (row) => tags.has(entityTag(JSON.stringify(view(row))));
}
