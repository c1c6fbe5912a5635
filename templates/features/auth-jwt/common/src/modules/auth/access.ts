import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';

/** The actor of an endpoint that lets nobody else in. */
export function signedIn(actor: Actor | undefined): Actor {
  if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
  return actor;
}

export function requireAdmin(actor: Actor): void {
  if (actor.role === 'admin') return;
  throw new AppError('forbidden', 'Only an admin may do this.');
}

/** A row that everybody may read and only its owner, or an admin, may change. */
export function requireOwner(actor: Actor, ownerId: string): void {
  if (owns(actor, ownerId)) return;
  throw new AppError('forbidden', 'Only its owner may do this.');
}

/** A row that only its owner, or an admin, may know of: for others it is not there. */
export function requireVisible(actor: Actor, ownerId: string, what: string): void {
  if (owns(actor, ownerId)) return;
  throw new AppError('not-found', `There is no ${what} with this id.`);
}

const owns = (actor: Actor, ownerId: string): boolean =>
  actor.role === 'admin' || actor.id === ownerId;
