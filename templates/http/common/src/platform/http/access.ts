import { AppError } from '../errors.js';
import type { Actor } from './actor.js';

/** Who may call an operation. */
export type Access = 'public' | 'authenticated' | 'admin';

export function requireAccess(access: Access, actor: Actor | undefined): void {
  if (access === 'public') return;
  if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
  if (access === 'authenticated') return;
  if (actor.role !== 'admin') throw new AppError('forbidden', 'Only an admin may do this.');
}

/** Only what everybody may read may be kept, and has to be asked for again before it is used. */
export function cacheControl(method: string, access: Access, actor: Actor | undefined): string {
  const shared = ['GET', 'HEAD'].includes(method) && access === 'public' && !actor;
  return shared ? 'no-cache' : 'no-store';
}
