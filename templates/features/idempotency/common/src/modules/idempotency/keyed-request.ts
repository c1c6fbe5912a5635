import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { AppError } from '../../platform/errors.js';
import { actors } from '../../platform/http/actor.js';
import { idempotencyKey } from '../../platform/http/idempotency-key.header.js';

/** A request that is to be done once. */
export interface KeyedRequest {
  readonly userId: string;
  readonly key: string;
  /** The same for the same request of the same caller, who may do the same as before. */
  readonly fingerprint: string;
}

const printable = /^[\x21-\x7e]{1,200}$/;

/**
 * A request with a key, in the manner of draft-ietf-httpapi-idempotency-key-header.
 *
 * @param path of the operation below /api/v1: `/posts/:id`.
 * @throws AppError for a key that is none, or of nobody: keys are apart by user.
 */
export function keyedRequest(req: Request, path: string): KeyedRequest | undefined {
  const { method, originalUrl, body } = req;
  const key = req.get(idempotencyKey.name);
  if (key === undefined || !idempotencyKey.isTakenBy({ method, path })) return undefined;
  if (!printable.test(key)) {
    throw new AppError(
      'bad-request',
      'An Idempotency-Key has 1 to 200 visible characters of ASCII.',
    );
  }
  const actor = actors.get(req);
  if (!actor) throw new AppError('bad-request', 'Sign in to send an Idempotency-Key.');
  const { id, role, scopes } = actor;
  const request = JSON.stringify([role, scopes, method, originalUrl, body]);
  const fingerprint = createHash('sha256').update(request).digest('base64url');
  return { userId: id, key, fingerprint };
}
