import { includes, type Permission, permissions } from '../../permissions.js';
import { AppError } from '../errors.js';
import type { Actor } from './actor.js';

/**
 * What other operations are about than those of a resource, which say it by method and path:
 * `'get /posts/:id/history': 'posts:read'`.
 */
const others: Readonly<Record<string, Permission>> = {};

const ofAll: Readonly<Record<string, string>> = { get: 'read', post: 'create' };
const ofOne: Readonly<Record<string, string>> = {
  get: 'read',
  put: 'update',
  patch: 'update',
  delete: 'delete',
};

/** Credentials that are good for some things only are good for nothing else, and for no operation that is about none. */
export function requireScope({ scopes }: Actor, method: string, path: string): void {
  if (scopes === undefined) return;
  const permission = permissionFor(method, path);
  if (permission === undefined) {
    throw new AppError('forbidden', 'Sign in yourself: there is no scope for this.');
  }
  if (!includes(scopes, permission)) {
    throw new AppError('forbidden', `This needs the scope ${permission}.`);
  }
}

/**
 * What an operation is about: `PATCH /posts/:id` is `posts:update`, `GET /posts/by-slug/:slug` is `posts:read`,
 * `POST /posts/:id/publish` is `posts:publish`.
 */
export function permissionFor(givenMethod: string, path: string): Permission | undefined {
  const method = givenMethod.toLowerCase().replace('head', 'get');
  const [, resource, item, done] =
    /^\/([\w-]+)(?:(\/:id|\/by-[\w-]+\/:\w+)(?:\/([\w-]+))?)?$/.exec(path) ?? [];
  const usual = item === undefined ? ofAll : ofOne;
  const action = done === undefined ? usual[method] : method === 'post' && done;
  const own = permissions.find((permission) => permission === `${resource}:${action}`);
  return own ?? others[`${method} ${path}`];
}
