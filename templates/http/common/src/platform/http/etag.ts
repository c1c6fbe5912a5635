import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Precondition } from '../precondition.js';

const digestOf = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 27);

/** A strong validator of exactly these bytes. Every answer that is sent has one; of a row alone it is the row's version. */
export function entityTag(body: string | Buffer): string {
  return `"${digestOf(body)}"`;
}

/** Of a row that comes with others: `"version.digest"`, the row's version for writers, and a digest of all that the answer holds for readers. */
export function rowTag(row: unknown, answer: unknown): string {
  const version = digestOf(JSON.stringify(row));
  const digest = digestOf(JSON.stringify(answer));
  return version === digest ? `"${version}"` : `"${version}.${digest}"`;
}

/** What the caller's If-Match asks of a row: that it still looks as they saw it, whatever came with it. Without the header any row will do. */
export function ifMatch<Row>(req: Request, view: (row: Row) => unknown): Precondition<Row> {
  const header = req.get('If-Match');
  if (header === undefined || header.trim() === '*') return () => true;
  const comparable = isBehindProxy(req) ? anyTag : strongTag;
  const versions = new Set(header.split(',').map((tag) => comparable.exec(tag.trim())?.[1]));
  return (row) => versions.has(digestOf(JSON.stringify(view(row))));
}

/** The version in a tag. A weak tag (W/"…") never equals a strong one (RFC 9110, 13.1.1). */
const strongTag = /^"([^".]+)(?:\.[^".]+)?"$/;

/** A proxy that compresses makes the tags of what it passes on weak: from behind one, they are what they were. */
const anyTag = /^(?:W\/)?"([^".]+)(?:\.[^".]+)?"$/;

function isBehindProxy(req: Request): boolean {
  const hops: unknown = req.app.get('trust proxy');
  return typeof hops === 'number' && hops > 0;
}
