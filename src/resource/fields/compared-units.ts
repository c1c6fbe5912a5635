import type { ScalarField } from '../model.js';
import type { Comparison, Range } from '../types/definition.js';
import { definitionOf } from '../types/types.js';

/** A field, counted in units that it shares with others that it is compared with. */
export interface Measured {
  readonly field: ScalarField;
  /** How many of the shared units one step of the field is. */
  readonly step: bigint;
  /** All values it may have. */
  readonly whole: Range;
}

export const comparisonOf = (field: ScalarField): Comparison | undefined => definitionOf(field).comparison;

/** Fields in units of the smallest step that one of them has, which is so many digits after the point. */
export function measured(fields: readonly ScalarField[]): {
  readonly digits: number;
  readonly fields: readonly Measured[];
} {
  const all = fields.map((field) => {
    const comparison = comparisonOf(field);
    if (comparison === undefined) throw new Error(`A ${field.type} is not compared.`);
    return { field, comparison };
  });
  const digits = Math.max(...all.map(({ field, comparison }) => comparison.digits(field)));
  return {
    digits,
    fields: all.map(({ field, comparison }) => {
      const step = exponent(digits - comparison.digits(field));
      return { field, step, whole: scaled(comparison.range(field), step) };
    }),
  };
}

/** Whether its default is another value each time: `now`. */
export const isMoving = (field: ScalarField): boolean =>
  field.default !== undefined && definitionOf(field).values.moving?.has(String(field.default)) === true;

export const exponent = (digits: number): bigint => 10n ** BigInt(digits);

export const scaled = ({ low, high }: Range, by: bigint): Range => ({ low: low * by, high: high * by });

/** Rounded to steps of a field: up for the least, down for the greatest. */
export const up = (units: bigint, step: bigint): bigint => -down(-units, step);
export const down = (units: bigint, step: bigint): bigint => units - (((units % step) + step) % step);
