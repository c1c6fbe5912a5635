import { bodyName, operationIdOf } from '../actions.js';
import type { Action, ActionDoer } from '../model.js';
import { namesOf } from '../names.js';
import { actionPermission, permissionOf } from '../permissions.js';
import { oneOf } from '../wording.js';
import { locksByActor } from './actor-needs.js';
import type { Shape } from './shape.js';

/** The actions as every template sees them. */
export const actionShapes = (shape: Shape) => shape.actions.map((action) => actionShape(action, shape));

export type ActionShape = ReturnType<typeof actionShape>;

function actionShape({ name, by, transition, body }: Action, shape: Shape) {
  const { names, rule } = shape;
  const { kebab, title } = namesOf(name);
  const permission = permissionOf(names, actionPermission(name));
  const isSeenByOwner = rule.ownership === 'visibility';
  const isOwners = by === 'owner';
  const isLockedByActor = locksByActor(shape);
  const usesActor = isOwners || isSeenByOwner || isLockedByActor;
  return {
    name,
    path: kebab,
    title,
    operationId: operationIdOf(name, names.pascal),
    summary: summaryOf(title, names.title),
    permission,
    /** Who may call it at all; whose row it is is asked in the service. */
    access: accessOf(by, isLockedByActor, permission),
    by,
    isOwners,
    /** The rule may want to know who it is, where the check of rows does not. */
    takesActor: usesActor || by === 'authenticated',
    usesActor,
    needsSignIn: by !== 'public' && (usesActor || by === 'authenticated'),
    actorType: by === 'public' ? 'Actor | undefined' : 'Actor',
    givenActor: by === 'public' ? 'actor' : 'signedIn(actor)',
    hasBody: body.length > 0,
    body: `${name}${names.pascal}Body`,
    Body: bodyName(name, names.pascal),
    hasTransition: transition !== undefined,
    field: transition?.field ?? '',
    from: transition?.from ?? [],
    to: transition?.to ?? '',
    states: transition && `From ${transition.field} ${oneOf(transition.from)} to ${transition.to}.`,
  };
}

/** Where everybody may, who signs in may see more rows. */
function accessOf(by: ActionDoer, isLockedByActor: boolean, permission: string): string {
  if (by === 'admin') return permission;
  if (by === 'owner') return 'authenticated';
  return by === 'public' && isLockedByActor ? 'optional' : by;
}

/** `Publish a post`; of several words, `Mark paid: an order`. */
function summaryOf(title: string, resource: string): string {
  const sentence = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  const row = `${/^[aeio]/.test(resource) ? 'an' : 'a'} ${resource}`;
  return `${sentence}${title.includes(' ') ? ':' : ''} ${row}`;
}
