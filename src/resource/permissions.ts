import type { Resource } from './model.js';
import { namesOfResource, type Names } from './names.js';

export const actions = ['read', 'create', 'update', 'delete'] as const;
/** What a role may be granted for the rows of a resource; to replace a row is to update it. */
export type Action = (typeof actions)[number];

/** What permissions call a resource, as its path does: `blog-posts`. */
export const permissionName = (resource: Pick<Resource, 'name' | 'plural'>): string =>
  namesOfResource(resource).plural.kebab;

/** `blog-posts:update` */
export const permissionOf = ({ plural }: Pick<Names, 'plural'>, action: Action): string =>
  `${plural.kebab}:${action}`;

/** Those of a resource, by action. */
export const permissionsOf = (names: Pick<Names, 'plural'>): Readonly<Record<Action, string>> => ({
  read: permissionOf(names, 'read'),
  create: permissionOf(names, 'create'),
  update: permissionOf(names, 'update'),
  delete: permissionOf(names, 'delete'),
});
