import { UsageError } from '../../core/errors.js';
import { listText } from '../../resource/field-lists.js';
import type { Field, Resource, ScalarField } from '../../resource/model.js';
import { definitionOf } from '../../resource/types/types.js';
import { oneOf } from '../../resource/wording.js';
import type { ResourceChange } from '../../roles/persistence/contract.js';

/**
 * Refuses what no migration could make of rows that are there, whichever command asks for it.
 *
 * @param called what resources are called afterwards, by what they are called before.
 * @throws UsageError for another plural, another type or target of a field, and digits that would be lost.
 */
export function refuseImpossible(
  { before, after, renamed }: ResourceChange,
  called: ReadonlyMap<string, string>,
): void {
  if (!called.has(before.name)) refuseOtherPlural(before, after);
  refuseSameInAll(before, after, renamed);
  for (const old of before.fields) {
    const name = renamed.get(old.name) ?? old.name;
    const now = after.fields.find((field) => field.name === name);
    if (now === undefined) continue;
    refuseOtherKind(before.name, old, now, called);
    refuseRounding(old, now);
    refuseOverflow(before.name, old, now);
  }
}

function refuseOtherPlural({ name, ...before }: Resource, after: Resource): void {
  if (before.plural === after.plural) return;
  throw new UsageError(
    `The plural of ${name} would be another one, and with it its table and its folders.`,
    `Rename it first: plinth rename resource ${name} ${name}${after.plural === undefined ? '' : ` --plural ${after.plural}`}`,
  );
}

/** Fields that are new have the same value in all rows that are there, unless they are null. */
function refuseSameInAll(before: Resource, after: Resource, renamed: ResourceChange['renamed']): void {
  const old = new Set(before.fields.map(({ name }) => renamed.get(name) ?? name));
  const isSame = (field: Field): boolean =>
    field.kind === 'scalar'
      ? !field.optional || field.default !== undefined
      : field.kind === 'belongsTo' && !field.optional;
  const list = after.unique?.find((one) =>
    after.fields
      .filter(({ name }) => one.includes(name))
      .every((field) => !old.has(field.name) && isSame(field)),
  );
  if (list === undefined) return;
  throw new UsageError(
    `The fields ${listText(list)} of ${after.name} are new, and the rows that are there would all have the same values: they cannot be unique together.`,
    `Add the fields first and fill them, then: plinth add index ${after.name} ${listText(list)} --unique`,
  );
}

type Kind = Field | Pick<ScalarField, 'kind' | 'type'>;

/** What its values are: a relation and a column are two things, and so are relations to two resources. */
const kindOf = (field: Kind, called: ReadonlyMap<string, string> = new Map()): string =>
  field.kind === 'scalar' ? field.type : `${field.kind}=${called.get(field.target) ?? field.target}`;

/** Refuses a field of another kind, unless it holds each of the values that are there. */
export function refuseOtherKind(
  resource: string,
  before: Field,
  after: Kind,
  called: ReadonlyMap<string, string> = new Map(),
): void {
  const [old, now] = [kindOf(before, called), kindOf(after)];
  if (old === now) return;
  const { becomes = [], becomesNot = {} } = before.kind === 'scalar' ? definitionOf(before).values : {};
  const type = after.kind === 'scalar' ? after.type : undefined;
  if (type !== undefined && becomes.includes(type)) return;
  const why = (type && becomesNot[type]) ?? 'nothing tells what becomes of the values that are there';
  const others = becomes.length === 0 ? '' : ` As it is, ${old} becomes ${oneOf(becomes)}.`;
  throw new UsageError(
    `${resource}.${before.name} would be ${now} instead of ${old}, and ${why}.`,
    `Add a field of another name, fill it, then remove this one: plinth remove field ${resource} ${before.name}${others}`,
  );
}

/** Whole numbers become exact ones with fewer digits before the point. */
function refuseOverflow(resource: string, before: Field, after: Field): void {
  if (before.kind !== 'scalar' || after.kind !== 'scalar' || before.type === after.type) return;
  const { precision, scale = 0 } = after;
  const range = definitionOf(before).values.range?.(before);
  if (precision === undefined || range === undefined) return;
  const digits = Math.max(...[range.low, range.high].map((end) => String(end).replace('-', '').length));
  if (digits <= precision - scale) return;
  throw new UsageError(
    `${resource}.${before.name} has up to ${digits} digits, and a ${after.type} with precision ${precision} and scale ${scale} has ${precision - scale} before the point.`,
    `Give it room: --precision ${digits + scale}`,
  );
}

function refuseRounding(before: Field, after: Field): void {
  if (before.kind !== 'scalar' || after.kind !== 'scalar') return;
  if ((after.scale ?? 0) >= (before.scale ?? 0)) return;
  throw new UsageError(
    `${before.name} has ${before.scale} digits after the point, and the database would round those of the rows that are there.`,
    'Round them yourself first, in a migration of your own: npm run migrate:create',
  );
}
