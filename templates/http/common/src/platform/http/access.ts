import type { Permission } from '../../permissions.js';
import { requireAdmin, requirePermission } from '../authorization.js';
import { AppError } from '../errors.js';
import type { Actor } from './actor.js';
import { requireScope } from './scope.js';

/**
 * Who may call an operation: everybody, everybody with more for who is signed in, whoever is signed in, an admin, or whoever's role has
 * the permission.
 */
export type Access = 'public' | 'optional' | 'authenticated' | 'admin' | Permission;

/** An operation of the API, as its path says below /api/v1: `/posts/:id`. */
export interface Called {
  readonly access: Access;
  readonly method: string;
  readonly path: string;
}

export function requireAccess({ access, method, path }: Called, actor: Actor | undefined): void {
  if (isOpen(access)) return;
  if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
  requireScope(actor, method, path);
  if (access === 'authenticated') return;
  if (access === 'admin') requireAdmin(actor);
  else requirePermission(actor, access);
}

/** Whether nobody has to sign in. */
export const isOpen = (access: Access): access is 'public' | 'optional' =>
  access === 'public' || access === 'optional';

/** Only what everybody may read may be kept, and has to be asked for again before it is used. */
export function cacheControl(method: string, access: Access, actor: Actor | undefined): string {
  const shared = ['GET', 'HEAD'].includes(method) && isOpen(access) && !actor;
  return shared ? 'no-cache' : 'no-store';
}
