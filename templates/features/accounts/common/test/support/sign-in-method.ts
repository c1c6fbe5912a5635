import type { Response } from 'supertest';
import type { User } from '../../src/modules/users/user.entity.js';
import type { TestApp } from './app.js';

export type Headers = Readonly<Record<string, string>>;

export interface Session {
  readonly sessionId: string;
  /** For `.set(headers)`. */
  readonly headers: Headers;
}

/** One of the methods by which people sign in, as tests use it. */
export interface SignInMethod {
  /** Where they send address and password. */
  readonly path: string;
  /** What a request carries once that was answered. */
  readonly credentialsOf: (answer: Response) => Headers;
  /** A session, straight into the database. */
  readonly open: (app: TestApp, user: User) => Promise<Session>;
}
