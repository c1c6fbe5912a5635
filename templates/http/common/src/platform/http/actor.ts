import type { Request } from 'express';
import type { Role } from '../../permissions.js';
import { requestContext } from './request-context.js';

/** The signed-in user of a request. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly sessionId: string;
}

/** Who sent a request. Kept beside the request and not on it, so that nothing a client sends can land here. */
export const actors = new WeakMap<Request, Actor>();

/** From here on the request is the actor's, in the log too. */
export function setActor(req: Request, actor: Actor): void {
  actors.set(req, actor);
  const context = requestContext.getStore();
  if (context) context.userId = actor.id;
}
