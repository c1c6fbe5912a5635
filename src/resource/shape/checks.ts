import { checkAbout } from '../checks.js';
import { comparisonOf } from '../fields/compared-units.js';
import type { FieldCheck } from '../model.js';
import type { Shape } from './shape.js';

/** Those of the checks that a request could break: it sets one of the fields at least. */
export const settableChecks = ({
  checks,
  writable,
}: Pick<Shape, 'checks' | 'writable'>): readonly FieldCheck[] =>
  checks.filter(({ field, other }) => writable.some(({ name }) => name === field || name === other));

/** `startsAt is before endsAt; low is less than high`, for documents. */
export function checksAbout(shape: Pick<Shape, 'checks' | 'writable' | 'scalars'>): string {
  const isOfMoments = (name: string): boolean => {
    const field = shape.scalars.find((one) => one.name === name);
    return field !== undefined && comparisonOf(field)?.isOfMoments === true;
  };
  return settableChecks(shape)
    .map((check) => checkAbout(check, isOfMoments(check.field)))
    .join('; ');
}
