import type { Request } from 'express';
import type { Grant, Role } from '../../permissions.js';
import { requestContext } from './request-context.js';

/** The signed-in user of a request. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** None where something else than a login tells who it is. */
  readonly sessionId?: string;
  /** What those credentials are good for, of all that the actor may do; without them, for everything. */
  readonly scopes?: readonly Grant[];
}

/** Who sent a request. Kept beside the request and not on it, so that nothing a client sends can land here. */
export const actors = new WeakMap<Request, Actor>();

/** From here on the request is the actor's, in the log too. */
export function setActor(req: Request, actor: Actor): void {
  actors.set(req, actor);
  const context = requestContext.getStore();
  if (context) context.userId = actor.id;
}
