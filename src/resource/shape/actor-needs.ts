import { changesRows, readsRows } from '../operations.js';
import { guardedIncludes } from './access.js';
import { accessRules, type RelationTarget, type Shape } from './shape.js';

/** Which service methods take the acting user; the controller hands it to the same ones. */
export interface ActorNeeds {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly remove: boolean;
}

export function actorNeeds(shape: Shape): ActorNeeds {
  const { serves } = shape;
  const owned = shape.rule.ownership !== 'none';
  const references = [...shape.settable.filter((field) => field.guarded), ...shape.manyToMany].some(
    ({ to }) => isRestricted(to),
  );
  return {
    read: readsRows(serves) && (shape.rule.ownership === 'visibility' || guardedIncludes(shape).length > 0),
    create: serves.create && (shape.owner !== undefined || references),
    update: changesRows(serves) && (owned || references),
    remove: serves.delete && owned,
  };
}

/** Rows that not everybody who may write here may know of. */
export const isRestricted = (to: RelationTarget): boolean => {
  if (!to.resource) return false;
  const rule = accessRules[to.resource.access];
  return rule.ownership === 'visibility' || rule.read === 'admin';
};
