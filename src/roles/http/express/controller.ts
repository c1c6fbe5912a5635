import { actorValues } from '../../../resource/shape/actor-needs.js';
import { accessFor } from '../../../resource/shape/access.js';
import { actionShapes } from '../../../resource/shape/actions.js';
import { lookupShapes } from '../../../resource/shape/lookups.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the templates of the controller and its routes print. */
export function controllerValues(shape: Shape) {
  const actions = actionShapes(shape);
  const actors = actorValues(shape);
  const lookups = lookupShapes(shape);
  return {
    ...actors,
    hasActor: actors.hasActor || actions.some(({ takesActor }) => takesActor),
    needsSignIn: actors.needsSignIn || actions.some(({ needsSignIn }) => needsSignIn),
    actions,
    lookups,
    reads: shape.serves.get ? [{ method: 'get', Params: 'Id', field: 'id' }, ...lookups] : [],
    hasIncludes: shape.include.length > 0,
    access: accessFor(shape),
  };
}
