import { type Action, permissionOf } from '../permissions.js';
import { type Asked, askedActors } from './actor-needs.js';
import type { EndpointAccess, Shape } from './shape.js';

/**
 * Who may call an operation: `public`, `optional` where everybody may and who signs in is told more, `authenticated`, or whoever has the
 * permission.
 */
export function accessFor(shape: Shape): Readonly<Record<Action, string>> {
  const { rule, names } = shape;
  const asked = askedActors(shape);
  const of = (access: EndpointAccess, action: Action, actor: Asked): string => {
    if (access === 'admin') return permissionOf(names, action);
    return access === 'public' && actor === 'whoever signs in' ? 'optional' : access;
  };
  return {
    read: of(rule.read, 'read', asked.read),
    create: of(rule.write, 'create', asked.create),
    update: of(rule.write, 'update', asked.update),
    delete: of(rule.write, 'delete', asked.remove),
  };
}
