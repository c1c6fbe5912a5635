import { type Named, type Names, namesOfResource } from './names.js';

export const actions = ['read', 'create', 'update', 'delete'] as const;
/** What a role may be granted for the rows of a resource; to replace a row is to update it. */
export type Action = (typeof actions)[number];

/** What permissions call a resource, as its path does: `blog-posts`. */
export const permissionName = (resource: Named): string => namesOfResource(resource).path;

/** `blog-posts:update` */
export const permissionOf = ({ path }: Pick<Names, 'path'>, action: Action): string => `${path}:${action}`;

/** Those of a resource, by action. */
export const permissionsOf = (names: Pick<Names, 'path'>): Readonly<Record<Action, string>> => ({
  read: permissionOf(names, 'read'),
  create: permissionOf(names, 'create'),
  update: permissionOf(names, 'update'),
  delete: permissionOf(names, 'delete'),
});
