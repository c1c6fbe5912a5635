import { can, type Permission } from '../permissions.js';
import { AppError } from './errors.js';
import type { Actor } from './http/actor.js';

/** There is no scope for what admins alone do. */
export function requireAdmin({ role, scopes }: Actor): void {
  if (role === 'admin' && scopes === undefined) return;
  throw new AppError('forbidden', 'Only an admin may do this.');
}

export function requirePermission(actor: Actor, permission: Permission): void {
  if (can(actor, permission)) return;
  throw new AppError('forbidden', `This needs the permission ${permission}.`);
}
