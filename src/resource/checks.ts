import { UsageError } from '../core/errors.js';
import type { FieldCheck } from './model.js';
import { quote } from './wording.js';

/** As it may be written; `>` and `>=` are kept as `<` and `<=` from the other side. */
const turned = { '>': '<', '>=': '<=' } as const;

/** Reads `startsAt<endsAt`, in one form: `endsAt > startsAt` is the same. */
export function parseCheck(text: string): FieldCheck {
  const [, field, written, other] =
    /^\s*([a-z][A-Za-z0-9]*)\s*(<=|>=|!=|<|>)\s*([a-z][A-Za-z0-9]*)\s*$/.exec(text) ?? [];
  if (field === undefined || written === undefined || other === undefined)
    throw new UsageError(
      `${quote(text)} does not compare two fields.`,
      "Write two fields with one of < <= > >= != between them: 'startsAt<endsAt'.",
    );
  if (field === other)
    throw new UsageError(`${quote(text)} compares ${field} with itself.`, 'Name two fields.');
  if (written === '>' || written === '>=') return { field: other, operator: turned[written], other: field };
  return inOneForm({ field, operator: written as FieldCheck['operator'], other });
}

/** Which of two names stands first means nothing where they are to differ. */
function inOneForm({ field, operator, other }: FieldCheck): FieldCheck {
  if (operator !== '!=' || field < other) return { field, operator, other };
  return { field: other, operator, other: field };
}

/** The inverse of `parseCheck`. */
export const checkText = ({ field, operator, other }: FieldCheck): string => `${field}${operator}${other}`;

export const isSameCheck = (one: FieldCheck, other: FieldCheck): boolean =>
  checkText(one) === checkText(other);

/** None where there is none: an empty list is not written. */
export const checksOf = ({
  checks = [],
}: {
  readonly checks?: readonly FieldCheck[] | undefined;
}): { readonly checks?: readonly FieldCheck[] } => (checks.length > 0 ? { checks } : {});

/** The checks as a resource has them. Whether their fields are there is found out beside the fields. */
export function checkedChecks(checks: readonly FieldCheck[]): readonly FieldCheck[] {
  const twice = checks.find((one, index) => checks.slice(0, index).some((other) => isSameCheck(one, other)));
  if (twice !== undefined)
    throw new UsageError(`The check ${quote(checkText(twice))} is there twice.`, 'Keep one of them.');
  return checks;
}

/** Whether it is about one of some fields. */
export const isAbout = ({ field, other }: FieldCheck, names: readonly string[]): boolean =>
  names.includes(field) || names.includes(other);

/** The same between fields that are called something else. */
export const checkBetween = (
  { field, operator, other }: FieldCheck,
  called: (name: string) => string,
): FieldCheck => inOneForm({ field: called(field), operator, other: called(other) });

const words = {
  moments: { '<': 'before', '<=': 'not after', '!=': 'not the same as' },
  numbers: { '<': 'less than', '<=': 'not greater than', '!=': 'not the same as' },
} as const;

/** For people: `startsAt is before endsAt`. */
export const checkAbout = ({ field, operator, other }: FieldCheck, isOfMoments: boolean): string =>
  `${field} is ${words[isOfMoments ? 'moments' : 'numbers'][operator]} ${other}`;
