import type { Request, Response } from 'express';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Hit } from './attempts.js';

/** What credentials are checked with. */
export interface CredentialContext {
  readonly config: Config;
  readonly dataSource: DataSource;
  /** Counts in windows of this length, where all limits are counted. */
  readonly hitsWithin: (windowMs: number) => Hit;
  /** Whom a request is counted for, by where it comes from. */
  readonly addressOf: (req: Request) => string;
}

/** Finds out by one kind of credentials who sends a request; undefined where it has none of this kind that are valid. */
export type Identify = (req: Request, res: Response) => Promise<Actor | undefined>;

export type Credential = (context: CredentialContext) => Identify;

/** The token of a request (RFC 6750, 2.1). */
export function bearerToken(req: Request): string | undefined {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(req.get('authorization') ?? '') ?? [];
  return token;
}
