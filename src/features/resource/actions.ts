import { actionShapes } from '../../resource/shape/actions.js';
import type { Shape } from '../../resource/shape/shape.js';

/** What the methods of a service print that are actions. */
export function actionMethods(shape: Shape) {
  const actions = actionShapes(shape);
  return {
    actions,
    actionBodies: actions.filter(({ hasBody }) => hasBody).map(({ Body }) => Body),
    checksState: actions.some(({ hasTransition }) => hasTransition),
  };
}
