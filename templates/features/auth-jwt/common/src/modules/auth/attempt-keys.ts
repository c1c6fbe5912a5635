import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { actors } from '../../platform/http/actor.js';
import { parseRefreshToken } from './refresh-token.js';

/** Whose attempt it is; undefined when the request does not say. */
export type AttemptKey = (req: Request) => string | undefined;

/** The body is parsed here but not yet validated. */
export const byEmail: AttemptKey = (req) => {
  const email = field(req.body, 'email');
  return email === undefined ? undefined : digest(email.trim().toLowerCase());
};

export const bySession: AttemptKey = (req) =>
  parseRefreshToken(field(req.body, 'refreshToken') ?? '')?.sessionId;

export const byActor: AttemptKey = (req) => actors.get(req)?.id;

function field(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** Stores of counters are shared and looked into: no address in them. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
