import { changesRows, readsRows } from '../operations.js';
import { guardedIncludes } from './guarded-includes.js';
import { accessRules, type EndpointAccess, type Shape } from './shape.js';
import type { RelationTarget } from './targets.js';

/** Which service methods take the acting user; the controller hands it to the same ones. */
export interface ActorNeeds {
  readonly read: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly remove: boolean;
}

export function actorNeeds(shape: Shape): ActorNeeds {
  const { serves, rule } = shape;
  const owned = rule.ownership !== 'none';
  const references = referencesOf(shape).some((to) => isRestricted(to) || to.hidesRows);
  return {
    read:
      readsRows(serves) &&
      (rule.ownership === 'visibility' || guardedIncludes(shape).length > 0 || readsByActor(shape)),
    create: serves.create && (shape.owner !== undefined || references),
    update: changesRows(serves) && (owned || references || locksByActor(shape)),
    remove: serves.delete && (owned || locksByActor(shape)),
  };
}

/** Whether it depends on who asks which rows are read, or what is shown with them. */
export const readsByActor = (shape: Shape): boolean =>
  shape.hiding !== undefined || joinsByActor(shape) || loadsByActor(shape);

/** Whether it does which related rows and ids come with a row in its own statement. */
export const joinsByActor = ({ belongsTo, manyToMany, include }: Shape): boolean =>
  manyToMany.some(({ to }) => to.hidesRows) ||
  belongsTo.some(({ name, to }) => include.includes(name) && showsHidden(to));

/** Whether it does which rows of a to-many relation are loaded. */
export const loadsByActor = ({ manyToMany, include }: Shape): boolean =>
  manyToMany.some(({ name, to }) => include.includes(name) && showsHidden(to));

/** Whether it does which rows are there to be changed, or which ids their tags are made of. */
export const locksByActor = ({ hiding, manyToMany }: Shape): boolean =>
  hiding !== undefined || manyToMany.some(({ to }) => to.hidesRows);

/** Rows of which some are hidden, or that have ids of some that are. */
const showsHidden = ({ hidesRows, links }: RelationTarget): boolean =>
  hidesRows || links.some(({ visible }) => visible !== undefined);

const referencesOf = ({ settable, manyToMany }: Shape): readonly RelationTarget[] =>
  [...settable.filter((field) => field.guarded), ...manyToMany].map(({ to }) => to);

/** Rows that not everybody who may write here may know of. */
export const isRestricted = (to: RelationTarget): boolean => {
  if (!to.resource) return false;
  const rule = accessRules[to.resource.access];
  return rule.ownership === 'visibility' || rule.read === 'admin';
};

/** Whether an operation asks who calls it: of nobody, of whoever says it, or of everybody. */
export type Asked = 'nobody' | 'whoever signs in' | 'everybody';

/** Of whom each of the service methods asks who it is. */
export function askedActors(shape: Shape): Readonly<Record<keyof ActorNeeds, Asked>> {
  const { rule } = shape;
  const needs = actorNeeds(shape);
  const asked = (needed: boolean, access: EndpointAccess): Asked => {
    if (!needed) return 'nobody';
    return access === 'public' ? 'whoever signs in' : 'everybody';
  };
  // Rows that only few may know of are pointed at by who is signed in.
  const write = referencesOf(shape).some(isRestricted) ? 'authenticated' : rule.write;
  return {
    read: asked(needs.read, rule.read),
    create: asked(needs.create, write),
    update: asked(needs.update, write),
    remove: asked(needs.remove, rule.write),
  };
}

/** What the templates of services and controllers say of the actors of their methods. */
export function actorValues(shape: Shape) {
  const asked = askedActors(shape);
  const each = <Value>(valueOf: (one: Asked) => Value): Readonly<Record<keyof ActorNeeds, Value>> => ({
    read: valueOf(asked.read),
    create: valueOf(asked.create),
    update: valueOf(asked.update),
    remove: valueOf(asked.remove),
  });
  const all = Object.values(asked);
  return {
    actorFor: actorNeeds(shape),
    hasActor: all.some((one) => one !== 'nobody'),
    needsSignIn: all.includes('everybody'),
    actorType: each((one) => (one === 'whoever signs in' ? 'Actor | undefined' : 'Actor')),
    givenActor: each((one) => (one === 'whoever signs in' ? 'actor' : 'signedIn(actor)')),
  };
}
