import { UsageError } from '../../core/errors.js';
import { checkText } from '../checks.js';
import { intervalsOf } from '../fields/compared-intervals.js';
import { comparisonOf, isMoving, measured } from '../fields/compared-units.js';
import { cycleIn } from '../fields/ordered-intervals.js';
import { type Field, type FieldCheck, type Resource, type ScalarField, scalarTypes } from '../model.js';
import { fromEach } from '../mistakes.js';
import { types } from '../types/types.js';
import { oneOf, quote, unknownName } from '../wording.js';

/** Refuses what cannot be compared, what always holds, and what no request could hold. */
export function checkChecks(resource: Resource): void {
  const { checks = [] } = resource;
  if (checks.length === 0) return;
  fromEach(checks, (check) => {
    const [field, other] = [fieldOf(check.field, check, resource), fieldOf(check.other, check, resource)];
    checkTypes(check, field, other, resource);
    checkPair(check, resource);
    checkDefaults(check, field, other, resource);
    checkRanges(check, field, other, resource);
  });
  checkOrder(checks, resource);
}

const said = (check: FieldCheck, { name }: Resource): string =>
  `${name}: the check ${quote(checkText(check))}`;

const comparedTypes = scalarTypes.filter((type) => types[type].comparison !== undefined);

const isCompared = (field: Field): field is ScalarField =>
  field.kind === 'scalar' && comparisonOf(field) !== undefined;

const kindOf = (field: Field): string => (field.kind === 'scalar' ? field.type : field.kind);

function fieldOf(name: string, check: FieldCheck, resource: Resource): ScalarField {
  const field = resource.fields.find((one) => one.name === name);
  if (field === undefined)
    throw unknownName(
      `${said(check, resource)} names ${quote(name)}, which is no field.`,
      name,
      resource.fields.filter(isCompared).map((one) => one.name),
      `Name fields of the resource that are ${oneOf(comparedTypes)}.`,
    );
  if (!isCompared(field))
    throw new UsageError(
      `${said(check, resource)} names ${name}, which is ${kindOf(field)}.`,
      `Name fields that are ${oneOf(comparedTypes)}.`,
    );
  if (!field.hidden) return field;
  throw new UsageError(
    `${said(check, resource)} names ${name}, which is hidden: refusals would tell its value.`,
    `Leave ${name} out, or remove "hidden" from it.`,
  );
}

function checkTypes(check: FieldCheck, field: ScalarField, other: ScalarField, resource: Resource): void {
  const known = comparisonOf(field)?.types ?? [];
  if (known.includes(other.type)) return;
  throw new UsageError(
    `${said(check, resource)} compares ${field.type} with ${other.type}, which cannot be done exactly.`,
    `Compare ${field.name} with a field that is ${oneOf(known)}.`,
  );
}

function checkPair(check: FieldCheck, resource: Resource): void {
  const pair = (one: FieldCheck): string => [one.field, one.other].toSorted().join();
  const before = resource.checks?.find((one) => pair(one) === pair(check));
  if (before === undefined || before === check) return;
  throw new UsageError(
    `${said(check, resource)} is about the same fields as ${quote(checkText(before))}.`,
    'Keep one of them.',
  );
}

/** Of two moments that are both another each time, or one of them, nothing tells which will be the first. */
function checkDefaults(check: FieldCheck, field: ScalarField, other: ScalarField, resource: Resource): void {
  if (field.default === undefined || other.default === undefined) return;
  if (!isMoving(field) && !isMoving(other)) return;
  throw new UsageError(
    `${said(check, resource)} compares defaults, of which one is another each time.`,
    `Give only one of ${field.name} and ${other.name} a default.`,
  );
}

function checkRanges(check: FieldCheck, field: ScalarField, other: ScalarField, resource: Resource): void {
  if (!alwaysHolds(check, field, other)) return;
  throw new UsageError(
    `${said(check, resource)} says nothing more: the limits of ${field.name} and ${other.name} have it so already.`,
    'Remove it, or change the limits.',
  );
}

function alwaysHolds({ operator }: FieldCheck, field: ScalarField, other: ScalarField): boolean {
  const [one, two] = measured([field, other]).fields.map(({ whole }) => whole);
  if (one === undefined || two === undefined) return false;
  if (operator === '<') return one.high < two.low;
  if (operator === '<=') return one.high <= two.low;
  return one.high < two.low || two.high < one.low;
}

function checkOrder(checks: readonly FieldCheck[], resource: Resource): void {
  const orders = checks
    .filter(({ operator }) => operator !== '!=')
    .map(({ field, other }) => ({ less: field, more: other }));
  const cycle = cycleIn(orders);
  if (cycle !== undefined)
    throw new UsageError(
      `${resource.name}: its checks form a cycle: ${cycle.join(', ')}.`,
      'Remove one of them.',
    );
  if (intervalsOf(resource) !== undefined) return;
  const [only] = checks;
  const what =
    checks.length === 1 && only
      ? said(only, resource)
      : `${resource.name}: its checks ${checks.map((one) => quote(checkText(one))).join(' and ')}`;
  throw new UsageError(
    `${what} cannot hold: the limits and defaults of the fields leave no values for it${hasNow(resource) ? ', with a moment of this century for now' : ''}.`,
    'Change the limits or defaults, or the check.',
  );
}

const hasNow = ({ fields, visible }: Resource): boolean =>
  fields.some(
    (field) =>
      field.kind === 'scalar' &&
      comparisonOf(field)?.isOfMoments === true &&
      (isMoving(field) || field.name === visible?.field),
  );
