import { can, type Permission } from '../../permissions.js';
import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';

/** The actor of an endpoint that lets nobody else in. */
export function signedIn(actor: Actor | undefined): Actor {
  if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
  return actor;
}

/** Only its owner may do it with a row, or whoever has the permission for all rows. */
export function requireOwner(actor: Actor, permission: Permission, ownerId: string): void {
  if (actor.id === ownerId || can(actor, permission)) return;
  throw new AppError('forbidden', 'Only its owner may do this.');
}

/** A row that only its owner may know of, or whoever has the permission for all rows: for others it is not there. */
export function requireVisible(
  actor: Actor,
  permission: Permission,
  ownerId: string,
  what: string,
): void {
  if (actor.id === ownerId || can(actor, permission)) return;
  throw new AppError('not-found', `There is no ${what} with this id.`);
}
