import { actorValues } from '../../../resource/shape/actor-needs.js';
import { accessFor } from '../../../resource/shape/access.js';
import type { Shape } from '../../../resource/shape/shape.js';

/** What the templates of the controller and its routes print. */
export function controllerValues(shape: Shape) {
  return {
    ...actorValues(shape),
    hasIncludes: shape.include.length > 0,
    access: accessFor(shape),
  };
}
