import type { Request } from 'express';
import { AppError } from '../errors.js';
import { requireWellFormed } from './well-formed.js';

/** The query string by name, each once. Brackets stay part of the name: `price[gte]` is one flat parameter. */
export function readQuery(req: Request): Readonly<Record<string, string>> {
  requireDecodable(req.originalUrl);
  const query: Record<string, string> = {};
  for (const [field, value] of Object.entries(req.query)) {
    if (typeof value !== 'string') {
      const message = 'may be given once';
      throw new AppError('bad-request', 'The query is not valid.', [{ field, message }]);
    }
    // Not an assignment: one to `__proto__` would be lost, and the name is to be refused.
    Object.defineProperty(query, field, { value, enumerable: true });
  }
  requireWellFormed(query);
  return query;
}

/** The query parser reads what it can of a broken escape; a guess is no answer. */
function requireDecodable(url: string): void {
  try {
    decodeURIComponent(url);
  } catch {
    throw new AppError('bad-request', 'The query is not valid percent-encoding.');
  }
}
