import { isCaseless } from '../fields/caseless.js';
import { lookupMethod, lookupOperation, lookupPath } from '../lookups.js';
import type { ScalarField } from '../model.js';
import { namesOf } from '../names.js';
import { definitionOf } from '../types/types.js';
import type { Shape } from './shape.js';

/** The lookups by a field as every template sees them. */
export const lookupShapes = (shape: Shape) => shape.lookups.map((field) => lookupShape(field, shape));

export function lookupShape(field: ScalarField, { names }: Shape) {
  const { name } = field;
  const { pascal, title } = namesOf(name);
  return {
    field: name,
    title,
    path: lookupPath(name),
    method: lookupMethod(name),
    find: `findBy${pascal}`,
    operationId: lookupOperation(name, names.pascal),
    /** Type and schema of the path's parameters. */
    Params: `By${pascal}`,
    params: `${names.camel}By${pascal}Params`,
    schema: definitionOf(field).schema.lookup?.(field) ?? '',
    type: definitionOf(field).code.type(field),
    isCaseless: isCaseless(field),
  };
}
