import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { actors } from '../../platform/http/actor.js';
import { bodyField } from './body-field.js';

/** Whose attempt it is; undefined when the request does not say. */
export type AttemptKey = (req: Request) => string | undefined;

/** The body is parsed here but not yet validated. */
export const byEmail: AttemptKey = (req) => {
  const email = bodyField(req.body, 'email');
  return email === undefined ? undefined : digest(email.trim().toLowerCase());
};

export const byActor: AttemptKey = (req) => actors.get(req)?.id;

/** Stores of counters are shared and looked into: no address in them. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
