import { type Action, permissionOf } from '../permissions.js';
import { accessRules, type EndpointAccess, type RelationTarget, type Shape } from './shape.js';

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

/** To read the rows at the other end of a relation. */
export const readPermission = ({ names }: RelationTarget): string => permissionOf(names, 'read');

/** Relations whose rows not everybody may read who may read these: whoever asks for them needs that permission too. */
export const guardedIncludes = ({ belongsTo, manyToMany, include, resource }: Shape) =>
  [...belongsTo, ...manyToMany]
    .filter(({ name, to }) => include.includes(name) && to.entity !== resource.name && isForFew(to))
    .map(({ name, to }) => ({ name, permission: readPermission(to) }));

const isForFew = ({ resource }: RelationTarget): boolean =>
  resource !== undefined && accessRules[resource.access].read === 'admin';
