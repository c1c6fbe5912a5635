import { isAbout } from '../checks.js';
import type { FieldCheck, Resource, ScalarField } from '../model.js';
import type { Range } from '../types/definition.js';
import {
  comparisonOf,
  down,
  exponent,
  isMoving,
  measured,
  type Measured,
  scaled,
  up,
} from './compared-units.js';
import { type Counted, parted } from './ordered-intervals.js';

/** Values of a field that go with all values of the other fields' intervals, in its own units. */
export interface Interval extends Range {
  readonly field: ScalarField;
}

/** When the tests of a project may run, in which `now` lies, and what is visible or hidden by a moment. */
const today: Range = { low: BigInt(Date.UTC(2000, 0, 1)), high: BigInt(Date.UTC(2100, 0, 1)) };

/**
 * For each field that a check names an interval of its values, such that each value of one goes with each of the others. Tests take their
 * samples there. Undefined where there are none: no row of a request could hold what is to hold.
 */
export function intervalsOf(resource: Checked): readonly Interval[] | undefined {
  const groups = connected(resource.checks ?? []).map((checks) => intervalsWithin(checks, resource));
  return groups.every((group) => group !== undefined) ? groups.flat() : undefined;
}

type Checked = Pick<Resource, 'fields' | 'checks' | 'visible'>;

/** Checks that have fields in common, directly or by others. */
function connected(checks: readonly FieldCheck[]): readonly (readonly FieldCheck[])[] {
  return checks.reduce<readonly (readonly FieldCheck[])[]>((groups, check) => {
    const isNear = (group: readonly FieldCheck[]): boolean =>
      group.some(({ field, other }) => isAbout(check, [field, other]));
    return [...groups.filter((group) => !isNear(group)), [...groups.filter(isNear).flat(), check]];
  }, []);
}

function intervalsWithin(checks: readonly FieldCheck[], resource: Checked): readonly Interval[] | undefined {
  const compared = resource.fields
    .filter((field) => field.kind === 'scalar')
    .filter(({ name }) => checks.some((check) => isAbout(check, [name])));
  const { digits, fields } = measured(compared);
  const counted = fields.filter(({ field }) => !staysNull(field)).map((one) => countedIn(one, resource));
  const isCounted = (name: string): boolean => counted.some(({ field }) => field.name === name);
  const own = checks.filter(({ field, other }) => isCounted(field) && isCounted(other));
  for (const room of rooms(digits)) {
    const found = parted(counted.map(room), own);
    if (found !== undefined)
      return found.map(({ field, step, low, high }) => ({ field, low: low / step, high: high / step }));
  }
  return undefined;
}

/** What no request sets and nothing fills, so that it passes every check. */
const staysNull = ({ readonly, optional, default: value }: ScalarField): boolean =>
  readonly && optional && value === undefined;

function countedIn(one: Measured, { visible }: Pick<Resource, 'visible'>): Counted {
  const { field, step } = one;
  const { default: value } = field;
  if (isMoving(field) || visible?.field === field.name) return { ...one, fixed: today, isFixed: true };
  if (value === undefined) return { ...one, fixed: undefined, isFixed: false };
  const bound = value as number | string;
  const fixed = comparisonOf(field)?.range({ ...field, min: bound, max: bound });
  return { ...one, fixed: fixed && scaled(fixed, step), isFixed: field.readonly };
}

/** Values that people would take first, then more of them, then all. */
function rooms(digits: number): readonly ((counted: Counted) => Counted)[] {
  const one = exponent(digits);
  const within =
    (roomOf: (usual: Range) => Range) =>
    (counted: Counted): Counted => {
      const usual = comparisonOf(counted.field)?.usual ?? { low: 0n, high: 0n };
      const room = scaled(roomOf(usual), one);
      const low = up(room.low > counted.whole.low ? room.low : counted.whole.low, counted.step);
      const high = down(room.high < counted.whole.high ? room.high : counted.whole.high, counted.step);
      return low > high ? counted : { ...counted, whole: { low, high } };
    };
  const wider = ({ low, high }: Range): Range => ({
    low: low - 2n * (high - low),
    high: high + 2n * (high - low),
  });
  return [within((usual) => usual), within(wider), (counted) => counted];
}

/** The fields that checks name, with the limits of their intervals, so that their samples go together. */
export function fittingFields(resource: Checked): ReadonlyMap<string, ScalarField> {
  const intervals = intervalsOf(resource) ?? [];
  return new Map(intervals.map((interval) => [interval.field.name, inInterval(interval)]));
}

function inInterval({ field, low, high }: Interval): ScalarField {
  const comparison = comparisonOf(field);
  if (comparison === undefined) return field;
  return { ...field, min: comparison.written(low, field), max: comparison.written(high, field) };
}
