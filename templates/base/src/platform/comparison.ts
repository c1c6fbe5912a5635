import type { FieldError } from './errors.js';

/** What has to hold between two fields of a row. A null on either side passes, as it does in a CHECK of the database. */
export interface Comparison {
  readonly field: string;
  readonly operator: '<' | '<=' | '!=';
  readonly other: string;
}

/** What is wrong with the one field, and with the other one. */
const words = {
  numbers: {
    '<': ['Must be less than', 'Must be greater than'],
    '<=': ['Must not be greater than', 'Must not be less than'],
    '!=': ['Must not be the same as', 'Must not be the same as'],
  },
  moments: {
    '<': ['Must be before', 'Must be after'],
    '<=': ['Must not be after', 'Must not be before'],
    '!=': ['Must not be the same as', 'Must not be the same as'],
  },
} as const;

/** What the caller is told whose values do not fit each other: each field is named, with the other one. */
export function misfits(
  { field, operator, other }: Comparison,
  kind: keyof typeof words,
): readonly FieldError[] {
  const [one, two] = words[kind][operator];
  return [
    { field, message: `${one} ${other}.` },
    { field: other, message: `${two} ${field}.` },
  ];
}
