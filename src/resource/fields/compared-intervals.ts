import { isAbout } from '../checks.js';
import type { FieldCheck, Resource, ScalarField } from '../model.js';
import type { Comparison, Range } from '../types/definition.js';
import { definitionOf } from '../types/types.js';

/** Values of a field that go with all values of the other fields' intervals, in its own units. */
export interface Interval extends Range {
  readonly field: ScalarField;
}

/** A field in units that all compared fields of the resource share. */
interface Counted {
  readonly field: ScalarField;
  /** How many of the shared units one step of the field is. */
  readonly step: bigint;
  readonly whole: Range;
  /** What it has without being asked: others have to go with that. */
  readonly fixed: Range | undefined;
  /** Whether it has nothing else. */
  readonly isFixed: boolean;
}

/** The one is smaller than the other by a gap at least. */
interface Order {
  readonly less: string;
  readonly more: string;
  readonly gap: bigint;
}

/** When the tests of a project may run, in which `now` lies, and what is visible or hidden by a moment. */
const today: Range = { low: BigInt(Date.UTC(2000, 0, 1)), high: BigInt(Date.UTC(2100, 0, 1)) };

export const comparisonOf = (field: ScalarField): Comparison | undefined => definitionOf(field).comparison;

const exponent = (digits: number): bigint => 10n ** BigInt(digits);

/** Rounded to steps of a field: up for the least, down for the greatest. */
const up = (units: bigint, step: bigint): bigint => -down(-units, step);
const down = (units: bigint, step: bigint): bigint => units - (((units % step) + step) % step);

const scaled = ({ low, high }: Range, by: bigint): Range => ({ low: low * by, high: high * by });

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
  const fields = resource.fields
    .filter((field) => field.kind === 'scalar')
    .filter(({ name }) => checks.some((check) => isAbout(check, [name])));
  const digits = Math.max(...fields.map((field) => comparisonOf(field)?.digits(field) ?? 0));
  const counted = fields
    .filter((field) => !staysNull(field))
    .map((field) => countedIn(digits, field, resource));
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

function countedIn(digits: number, field: ScalarField, { visible }: Pick<Resource, 'visible'>): Counted {
  const comparison = comparisonOf(field);
  if (comparison === undefined) throw new Error(`A ${field.type} is not compared.`);
  const step = exponent(digits - comparison.digits(field));
  const rangeOf = (one: ScalarField): Range => scaled(comparison.range(one), step);
  const { default: value } = field;
  const isMoving = value !== undefined && definitionOf(field).values.moving?.has(String(value)) === true;
  if (isMoving || visible?.field === field.name)
    return { field, step, whole: rangeOf(field), fixed: today, isFixed: true };
  if (value === undefined) return { field, step, whole: rangeOf(field), fixed: undefined, isFixed: false };
  const bound = value as number | string;
  const fixed = rangeOf({ ...field, min: bound, max: bound });
  return { field, step, whole: rangeOf(field), fixed, isFixed: field.readonly };
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

interface Part extends Range {
  readonly field: ScalarField;
  readonly step: bigint;
}

/** The intervals of one room: each difference in one of its directions. */
function parted(fields: readonly Counted[], checks: readonly FieldCheck[]): readonly Part[] | undefined {
  const ordered = checks.filter(({ operator }) => operator !== '!=').map(orderOf);
  const differing = checks.filter(({ operator }) => operator === '!=');
  const orders = differing.reduce<readonly Order[]>((known, { field, other }) => {
    const [first, second] = [
      { less: field, more: other, gap: 1n },
      { less: other, more: field, gap: 1n },
    ] as const;
    return bounded(fields, [...known, first]) === undefined ? [...known, second] : [...known, first];
  }, ordered);
  const strict = orders.map((order) => ({ ...order, gap: 1n }));
  const limits = bounded(fields, strict);
  if (limits !== undefined) return spread(fields, strict, limits);
  // Where no two values are apart, all have the least.
  const least = bounded(fields, orders);
  return (
    least &&
    fields.map(({ field, step, fixed }) => {
      const low = fixed?.low ?? limitsOf(least, field).low;
      return { field, step, low, high: low };
    })
  );
}

const orderOf = ({ field, operator, other }: FieldCheck): Order => ({
  less: field,
  more: other,
  gap: operator === '<=' ? 0n : 1n,
});

type Limits = ReadonlyMap<string, Range>;

const limitsOf = (limits: Limits, { name }: ScalarField): Range => limits.get(name) ?? { low: 0n, high: 0n };

/** The least and the greatest value of each field; undefined where one has none left. */
function bounded(fields: readonly Counted[], orders: readonly Order[]): Limits | undefined {
  if (cycleIn(orders) !== undefined) return undefined;
  const limits = new Map<string, Range>(
    fields.map(({ field, whole, fixed, isFixed }) => [field.name, isFixed && fixed ? fixed : whole]),
  );
  const stepOf = new Map(fields.map(({ field, step }) => [field.name, step] as const));
  const fixedOf = new Map(fields.map(({ field, fixed }) => [field.name, fixed] as const));
  // As many rounds as a chain of fields is long.
  for (let round = 0; round <= fields.length; round += 1)
    for (const { less, more, gap } of orders) {
      const [one, other] = [limits.get(less), limits.get(more)];
      if (one === undefined || other === undefined) continue;
      const least = up((fixedOf.get(less)?.high ?? one.low) + gap, stepOf.get(more) ?? 1n);
      const most = down((fixedOf.get(more)?.low ?? other.high) - gap, stepOf.get(less) ?? 1n);
      if (least > other.low) limits.set(more, { ...other, low: least });
      if (most < one.high) limits.set(less, { ...one, high: most });
    }
  const fits = fields.every(({ field, fixed }) => {
    const { low, high } = limitsOf(limits, field);
    return low <= high && (fixed === undefined || (low <= fixed.low && fixed.high <= high));
  });
  return fits ? limits : undefined;
}

/** Names that come before themselves. */
export function cycleIn(orders: readonly Pick<Order, 'less' | 'more'>[]): readonly string[] | undefined {
  const from = (path: readonly string[]): readonly string[] | undefined => {
    const last = path.at(-1);
    for (const { more } of orders.filter(({ less }) => less === last)) {
      if (path.includes(more)) return [...path.slice(path.indexOf(more)), more];
      const found = from([...path, more]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const { less } of orders) {
    const found = from([less]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Parts what room there is among fields that follow each other. */
function spread(fields: readonly Counted[], orders: readonly Order[], limits: Limits): readonly Part[] {
  const one = fields.reduce((most, { step }) => (step > most ? step : most), 1n);
  const after = (name: string): readonly string[] =>
    orders.filter(({ less }) => less === name).map(({ more }) => more);
  const before = (name: string): readonly string[] =>
    orders.filter(({ more }) => more === name).map(({ less }) => less);
  const length = (name: string): bigint =>
    1n + after(name).reduce((most, next) => (length(next) > most ? length(next) : most), 0n);
  const made = new Map<string, Part>();
  const make = (counted: Counted): Part => {
    const { field, step, fixed, isFixed } = counted;
    const known = made.get(field.name);
    if (known !== undefined) return known;
    const earlier = fields.filter((other) => before(field.name).includes(other.field.name)).map(make);
    const { low: least, high: most } = limitsOf(limits, field);
    const low = earlier.reduce((lowest, { high }) => {
      const next = up(high + 1n, step);
      return next > lowest ? next : lowest;
    }, fixed?.low ?? least);
    const share = low + (most - low) / length(field.name);
    const part = {
      field,
      step,
      low,
      high: isFixed && fixed ? fixed.high : rounded(low, share, most, { step, one }),
    };
    made.set(field.name, part);
    return part;
  };
  return fields.map(make);
}

/** Whole ones where there is room for them, so that the next field begins with one. */
function rounded(
  low: bigint,
  share: bigint,
  most: bigint,
  { step, one }: { step: bigint; one: bigint },
): bigint {
  if (share >= most) return down(most, step);
  const whole = down(share, one) - 1n;
  const high = down(whole > low ? whole : share, step);
  return high < low ? low : high;
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
