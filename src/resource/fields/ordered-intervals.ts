import type { FieldCheck, ScalarField } from '../model.js';
import type { Range } from '../types/definition.js';
import { down, type Measured, up } from './compared-units.js';

/** A field whose interval is looked for. */
export interface Counted extends Measured {
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

/** An interval, in shared units. */
export interface Part extends Range {
  readonly field: ScalarField;
  readonly step: bigint;
}

/** The intervals of one room: each difference in one of its directions. */
export function parted(
  fields: readonly Counted[],
  checks: readonly FieldCheck[],
): readonly Part[] | undefined {
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
