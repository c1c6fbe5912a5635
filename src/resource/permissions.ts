import type { Resource } from './model.js';
import { type Named, namesOf, type Names, namesOfResource } from './names.js';

export const actions = ['read', 'create', 'update', 'delete'] as const;
/** What a role may be granted for the rows of a resource; to replace a row is to update it. */
export type Action = (typeof actions)[number];

/** What permissions call an action of a resource, as its path does: `mark-paid`. */
export const actionPermission = (action: string): string => namesOf(action).kebab;

/** What can be granted for the rows of a resource: what there is for each, and its own actions. */
export const grantable = ({ actions: own = [] }: Pick<Resource, 'actions'>): readonly string[] => [
  ...actions,
  ...own.map(({ name }) => actionPermission(name)),
];

/** What permissions call a resource, as its path does: `blog-posts`. */
export const permissionName = (resource: Named): string => namesOfResource(resource).path;

/** `blog-posts:update`; of an action as permissions call it: `blog-posts:publish`. */
export const permissionOf = ({ path }: Pick<Names, 'path'>, action: string): string => `${path}:${action}`;

/** Those of a resource, by action. */
export const permissionsOf = (names: Pick<Names, 'path'>): Readonly<Record<Action, string>> => ({
  read: permissionOf(names, 'read'),
  create: permissionOf(names, 'create'),
  update: permissionOf(names, 'update'),
  delete: permissionOf(names, 'delete'),
});
