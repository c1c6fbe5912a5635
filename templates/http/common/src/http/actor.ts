import type { Request } from 'express';

/** The signed-in user of a request. */
export interface Actor {
  readonly id: string;
  readonly role: 'user' | 'admin';
  readonly sessionId: string;
}

/** Who sent a request. Kept beside the request and not on it, so that nothing a client sends can land here. */
export const actors = new WeakMap<Request, Actor>();
