import type { Project } from '../../core/project.js';
import { isOwning } from '../fields/relation-types.js';
import type { KnownEntity, Resource } from '../model.js';
import { shapeOf, type Shape } from './shape.js';

/** Resources whose files stand already and that point at this one: their relations have been waiting for it. */
export function earlierShapes(
  resource: Resource,
  known: ReadonlyMap<string, KnownEntity>,
  project: Project,
): readonly Shape[] {
  return [...known.values()].flatMap((entity) => {
    const other = entity.resource;
    if (!other || other.name === resource.name) return [];
    const points = other.fields.some((field) => isOwning(field) && field.target === resource.name);
    return points && project.has(entity.path) ? [shapeOf(other, known, project)] : [];
  });
}
