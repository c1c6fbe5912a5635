import { permissionOf } from '../permissions.js';
import { accessRules, type Shape } from './shape.js';
import type { RelationTarget } from './targets.js';

/** To read the rows at the other end of a relation. */
export const readPermission = ({ names }: Pick<RelationTarget, 'names'>): string =>
  permissionOf(names, 'read');

/** Relations whose rows not everybody may read who may read these: whoever asks for them needs that permission too. */
export const guardedIncludes = ({ belongsTo, manyToMany, include, resource }: Shape) =>
  [...belongsTo, ...manyToMany]
    .filter(({ name, to }) => include.includes(name) && to.entity !== resource.name && isForFew(to))
    .map(({ name, to }) => ({ name, permission: readPermission(to) }));

const isForFew = ({ resource }: RelationTarget): boolean =>
  resource !== undefined && accessRules[resource.access].read === 'admin';
