import type { z } from 'zod';
import { misfits, type Comparison } from './comparison.js';
import { AppError, type FieldError } from './errors.js';

/** For the schema of a request: refuses values that do not fit each other. What a request leaves out is not looked at. */
export const fitting =
  (checks: readonly Comparison[]) =>
  (values: object, context: z.RefinementCtx): void => {
    for (const { field, message } of broken(values, checks)) {
      context.addIssue({ code: 'custom', path: [field], message });
    }
  };

/** For a row as it is to be: a request may change one side alone. The caller holds the row's lock. */
export function requireFitting(row: object, checks: readonly Comparison[]): void {
  const errors = broken(row, checks);
  if (errors.length === 0) return;
  throw new AppError('unprocessable', 'The values do not fit each other.', errors);
}

const broken = (row: object, checks: readonly Comparison[]): readonly FieldError[] =>
  checks.flatMap((check) => {
    const one: unknown = Reflect.get(row, check.field);
    const order = compare(one, Reflect.get(row, check.other));
    if (order === undefined || holds[check.operator](order)) return [];
    return misfits(check, isMoment(one) ? 'moments' : 'numbers');
  });

const holds: Readonly<Record<Comparison['operator'], (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '!=': (order) => order !== 0,
};

/** The beginning of a day, or of a time of day. */
const momentText = /^(?:\d{4}-|\d{2}:)/;
const numberText = /^-?\d+(?:\.\d+)?$/;

const isMoment = (value: unknown): boolean =>
  value instanceof Date || (typeof value === 'string' && momentText.test(value));

/** Below zero where the one is less; undefined where one is null, or is no value of its field: that is told by itself. */
function compare(one: unknown, other: unknown): number | undefined {
  if (one instanceof Date && other instanceof Date) return one.getTime() - other.getTime();
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [one, other].map((value) =>
    typeof value === 'number' ? String(value) : value,
  );
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  if (numberText.test(left) && numberText.test(right)) return compareNumbers(left, right);
  return momentText.test(left) && momentText.test(right) ? inOrder(left, right) : undefined;
}

/** Numbers that are texts keep every digit: both are counted in units of the last one. */
function compareNumbers(one: string, other: string): number {
  const digits = Math.max(fractionOf(one).length, fractionOf(other).length);
  return inOrder(units(one, digits), units(other, digits));
}

const fractionOf = (text: string): string => text.split('.')[1] ?? '';

const units = (text: string, digits: number): bigint =>
  BigInt(text.replace(/\..*/, '') + fractionOf(text).padEnd(digits, '0'));

const inOrder = <Value extends string | bigint>(one: Value, other: Value): number =>
  one < other ? -1 : Number(one > other);
