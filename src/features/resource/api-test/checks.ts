import { stringLiteral } from '../../../core/quoting.js';
import { checkAbout, isAbout } from '../../../resource/checks.js';
import { intervalsOf } from '../../../resource/fields/compared-intervals.js';
import { comparisonOf, measured, type Measured, scaled } from '../../../resource/fields/compared-units.js';
import type { FieldCheck } from '../../../resource/model.js';
import { settableChecks } from '../../../resource/shape/checks.js';
import { takesBodies } from '../../../resource/operations.js';
import type { Shape } from '../../../resource/shape/shape.js';
import type { Range } from '../../../resource/types/definition.js';
import { definitionOf } from '../../../resource/types/types.js';

/** What the tests print that break what is to hold between two fields. */
export function checkTests(shape: Shape) {
  const tests = takesBodies(shape.serves) ? settableChecks(shape).map((check) => testOf(check, shape)) : [];
  return {
    checkTests: tests.filter(({ isSent, isChanged }) => isSent || isChanged),
  };
}

/** One of the fields, in units that both share. */
interface Side extends Measured {
  /** Values that go with all others of the factory's rows; undefined where those rows have none. */
  readonly interval: Range | undefined;
  readonly isSet: boolean;
  /** Whether no other check is about it. */
  readonly isAlone: boolean;
}

interface Pair {
  readonly check: FieldCheck;
  readonly one: Side;
  readonly other: Side;
}

function testOf(check: FieldCheck, shape: Shape) {
  const pair = pairOf(check, shape);
  const { create, replace, update } = shape.serves;
  const sent = create || replace ? brokenTogether(pair) : undefined;
  const changed = update ? brokenAlone(pair) : undefined;
  const isReplaced = replace && sent !== undefined;
  const isOfMoments = comparisonOf(pair.one.field)?.isOfMoments === true;
  return {
    title: checkAbout(check, isOfMoments),
    fields: [check.field, check.other],
    isSent: sent !== undefined,
    sent: sent ?? [],
    isReplaced,
    isChanged: changed !== undefined,
    /** Which row there is to be, the one that is changed or any. */
    isReplacedInRow: isReplaced && changed === undefined,
    row: changed?.row,
    changed: changed?.given,
  };
}

function pairOf(check: FieldCheck, shape: Shape): Pair {
  const intervals = intervalsOf(shape.resource) ?? [];
  const named = shape.scalars.filter(({ name }) => isAbout(check, [name]));
  const sides = measured(named).fields.map((one): Side => {
    const { name } = one.field;
    const interval = intervals.find(({ field }) => field.name === name);
    return {
      ...one,
      interval: interval && scaled(interval, one.step),
      isSet: shape.writable.some((field) => field.name === name),
      isAlone: shape.checks.filter((other) => isAbout(other, [name])).length === 1,
    };
  });
  const side = (name: string): Side => {
    const found = sides.find(({ field }) => field.name === name);
    if (found === undefined) throw new Error(`${name} is not compared.`);
    return found;
  };
  return { check, one: side(check.field), other: side(check.other) };
}

const holds: Readonly<Record<FieldCheck['operator'], (one: bigint, other: bigint) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '!=': (one, other) => one !== other,
};

const isValueOf = ({ step, whole }: Side, units: bigint): boolean =>
  units % step === 0n && whole.low <= units && units <= whole.high;

const besides = (units: bigint, { step }: Side): readonly bigint[] => [units - step, units + step];

/** Values of a body to try: those of the other field's samples first, which people would send by mistake. */
const triesOf = (own: Side, { interval, whole }: Side): readonly bigint[] =>
  [
    ...(interval ? [interval.low, interval.high, ...besides(interval.low, own)] : []),
    ...(own.interval ? [own.interval.low] : []),
    own.whole.low,
    own.whole.high,
    whole.low,
    whole.high,
  ].filter((units) => isValueOf(own, units));

/** Values of a row that go with the others in it: what rows usually have null can be anything that goes with this one. */
function valuesOf(far: Side, own: Side, fits: (mine: bigint, theirs: bigint) => boolean): readonly bigint[] {
  if (far.interval) return [far.interval.low, far.interval.high];
  const { interval } = own;
  if (interval === undefined || !far.isAlone) return [];
  return [interval.high + far.step, interval.low - far.step, far.whole.high, far.whole.low].filter(
    (units) => isValueOf(far, units) && fits(interval.low, units) && fits(interval.high, units),
  );
}

interface Sent {
  readonly name: string;
  readonly value: string;
}

const sentBy = ({ field, step }: Side, units: bigint): Sent => {
  const value = comparisonOf(field)?.written(units / step, field) ?? '';
  return { name: field.name, value: typeof value === 'number' ? String(value) : stringLiteral(value) };
};

const heldBy = ({ field, step }: Side, units: bigint): Sent => ({
  name: field.name,
  value: definitionOf(field).code.literal(comparisonOf(field)?.written(units / step, field) ?? ''),
});

/** What a body has that breaks the check; undefined where none can, since the other field is the server's. */
function brokenTogether({ check, one, other }: Pair): readonly Sent[] | undefined {
  const isFixed = (side: Side): boolean =>
    side.interval !== undefined && side.interval.low === side.interval.high;
  const choices = (own: Side, far: Side): readonly bigint[] => {
    if (own.isSet) return triesOf(own, far);
    return isFixed(own) && own.interval ? [own.interval.low] : [];
  };
  for (const low of choices(one, other))
    for (const high of choices(other, one))
      if (!holds[check.operator](low, high))
        return [...(one.isSet ? [sentBy(one, low)] : []), ...(other.isSet ? [sentBy(other, high)] : [])];
  return undefined;
}

/** A row, and what a change of one field gives that does not go with the other one. */
function brokenAlone({ check, one, other }: Pair): { row: Sent; given: Sent } | undefined {
  for (const [own, far] of [
    [other, one],
    [one, other],
  ] as const) {
    if (!own.isSet) continue;
    const fits = (mine: bigint, theirs: bigint): boolean =>
      own === one ? holds[check.operator](mine, theirs) : holds[check.operator](theirs, mine);
    for (const theirs of valuesOf(far, own, fits))
      for (const mine of [theirs, ...besides(theirs, own), ...triesOf(own, far)])
        if (isValueOf(own, mine) && !fits(mine, theirs))
          return { row: heldBy(far, theirs), given: sentBy(own, mine) };
  }
  return undefined;
}
