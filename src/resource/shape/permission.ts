import { namesOf, namesOfResource, type Names } from '../names.js';
import type { Resource } from '../model.js';
import { accessRules, type EndpointAccess, type RelationTarget, type Shape } from './shape.js';

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
export const permissionsOf = (names: Names): Readonly<Record<Action, string>> => ({
  read: permissionOf(names, 'read'),
  create: permissionOf(names, 'create'),
  update: permissionOf(names, 'update'),
  delete: permissionOf(names, 'delete'),
});

/** To read the rows at the other end of a relation. */
export const readPermission = ({ entity, resource }: RelationTarget): string =>
  permissionOf(namesOf(entity, resource?.plural), 'read');

/** Who may call an operation: `public`, `authenticated`, or whoever has the permission. */
export function accessFor({ rule, names }: Pick<Shape, 'rule' | 'names'>): Readonly<Record<Action, string>> {
  const of = (access: EndpointAccess, action: Action): string =>
    access === 'admin' ? permissionOf(names, action) : access;
  return {
    read: of(rule.read, 'read'),
    create: of(rule.write, 'create'),
    update: of(rule.write, 'update'),
    delete: of(rule.write, 'delete'),
  };
}

/** Relations whose rows not everybody may read who may read these: whoever asks for them needs that permission too. */
export const guardedIncludes = ({ belongsTo, manyToMany, include, resource }: Shape) =>
  [...belongsTo, ...manyToMany]
    .filter(({ name, to }) => include.includes(name) && to.entity !== resource.name && isForFew(to))
    .map(({ name, to }) => ({ name, permission: readPermission(to) }));

const isForFew = ({ resource }: RelationTarget): boolean =>
  resource !== undefined && accessRules[resource.access].read === 'admin';
