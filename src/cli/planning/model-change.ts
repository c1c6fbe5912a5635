import { isDeepStrictEqual } from 'node:util';
import { inverted } from '../../core/inverted.js';
import { isOwning } from '../../resource/fields/relation-types.js';
import type { Field, Resource } from '../../resource/model.js';
import type { Backfill, ResourceChange } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';
import { hidesRows } from '../../resource/visibility.js';
import { grantsAfter, namesGranted, type UserRoles } from '../../resource/user-roles.js';
import { refuseImpossible } from './change-limits.js';
import { fieldOwners, pointsAt, profileIn, type Resources, withoutProfile } from './resources.js';

/** The resources of a project as they are, and as they are to be. */
export interface ModelChange {
  readonly before: Resources;
  readonly after: Resources;
  /** The roles of users afterwards. */
  readonly roles: UserRoles;
  /** The fields of the user entity afterwards; undefined where there is none. */
  readonly profile: Resource | undefined;
  /** Those that are other ones afterwards. */
  readonly changed: readonly ResourceChange[];
  /** Those that are no more. */
  readonly removed: readonly Resource[];
  /** What resources are called afterwards that are called something else, by what they are called before. */
  readonly called: Names;
  /** What a resource is called before. */
  wasCalled(resource: string): string;
  /** Those whose files may be others, as they are called afterwards: the changed ones first. */
  readonly affected: readonly string[];
  /** Names of fields that a resource has only afterwards. */
  newNames(resource: string): readonly string[];
}

/** What things are called now, by what they were called. */
type Names = ReadonlyMap<string, string>;

interface Details {
  readonly renamed?: Names;
  readonly backfill?: Backfill;
}

/**
 * What is another one afterwards, and what that reaches.
 *
 * @param details of resources that change, those first that the change is about.
 * @param called what resources are called that are called something else.
 * @param roles the roles of users afterwards; those of before, whose permissions follow their resources, where nobody wants others.
 * @throws UsageError for what no migration could make of the rows that are there.
 */
export function modelChange(
  wanted: Resources,
  existing: Pick<Existing, 'manifest' | 'facts'>,
  details: Readonly<Record<string, Details>>,
  { called = new Map(), roles: wantedRoles }: { readonly called?: Names; readonly roles?: UserRoles } = {},
): ModelChange {
  const before = fieldOwners(existing);
  const profile = profileIn(existing.facts);
  const after = profile === undefined ? wanted : { [profile.name]: profile, ...wanted };
  const names = new Set([...Object.keys(details), ...Object.keys(before)]);
  const nowCalled = (name: string): string => called.get(name) ?? name;
  const wereCalled = inverted(called);
  const wasCalled = (name: string): string => wereCalled.get(name) ?? name;
  const removed = Object.values(before).filter(({ name }) => after[nowCalled(name)] === undefined);
  const changed = [...names]
    .filter((one) => before[one] !== after[nowCalled(one)] && after[nowCalled(one)] !== undefined)
    .map((one): ResourceChange => {
      const { renamed = new Map<string, string>(), backfill = new Map() } = details[one] ?? {};
      return { before: known(before, one), after: known(after, nowCalled(one)), renamed, backfill };
    });
  changed.forEach((one) => refuseImpossible(one, called));
  const resources = withoutProfile(after, profile);
  const followed = grantsAfter(
    existing.facts.roles,
    Object.values(existing.manifest.resources),
    ({ name }) => after[nowCalled(name)],
  );
  const roles = wantedRoles ?? followed;
  return {
    before: existing.manifest.resources,
    after: resources,
    roles,
    profile: profile && after[profile.name],
    changed,
    removed,
    called,
    wasCalled,
    affected: distinct([
      ...(profile !== undefined && areOtherRoles(existing.facts.roles, roles) ? [profile.name] : []),
      ...affectedBy(changed, removed, resources, nowCalled),
      // Their tests say what each role may do.
      ...namesGranted(followed, roles, Object.values(resources)),
    ]),
    newNames: (one) => newNames(before[wasCalled(one)], after[one]),
  };
}

/** Whether users can have others: their table says so. */
export const areOtherRoles = (before: UserRoles, after: UserRoles): boolean =>
  !isDeepStrictEqual(Object.keys(before), Object.keys(after));

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

function known(resources: Resources, name: string): Resource {
  const resource = resources[name];
  if (resource === undefined) throw new Error(`There is no resource ${name}.`);
  return resource;
}

const newNames = (before: Resource | undefined, after: Resource | undefined): readonly string[] =>
  (after?.fields ?? [])
    .map(({ name }) => name)
    .filter((name) => before?.fields.every((field) => field.name !== name));

/**
 * A relation is seen in the files of those it points at; and what a row needs, in the tests of those that point at its resource. An entity
 * that is no resource gets its side of a new relation by an edit: it is affected where one goes.
 */
function affectedBy(
  changed: readonly ResourceChange[],
  removed: readonly Resource[],
  after: Resources,
  nowCalled: (resource: string) => string,
): readonly string[] {
  const names = new Set([...removed, ...changed.map((one) => one.after)].map(({ name }) => name));
  const isOther = ({ before, after: now }: ResourceChange): boolean => before.name !== now.name;
  const gone = [
    ...[...removed, ...changed.filter(isOther).map(({ before }) => before)].flatMap(({ fields }) => fields),
    ...changed.flatMap(({ before, after: now }) => missingFrom(now, before)),
  ];
  const come = changed.flatMap(({ before, after: now }) => missingFrom(before, now));
  for (const field of gone)
    if (isOwning(field) && field.inverse !== undefined) names.add(nowCalled(field.target));
  const ruled = changed.filter(({ before, after: now }) => !isDeepStrictEqual(rulesOf(before), rulesOf(now)));
  const seen = [...gone, ...come, ...ruled.flatMap(({ after: now }) => now.fields)];
  const targets = seen.flatMap((field) => ('target' in field ? [nowCalled(field.target)] : []));
  for (const target of targets) if (after[target] !== undefined) names.add(target);
  if (ruled.length === 0 && !seen.some((field) => field.kind !== 'scalar' || field.unique)) return [...names];
  const direct = new Set(names);
  const hides = hidingChanged(changed, removed, after);
  // The list grows as it is read: what points at what was found is looked at too.
  for (const name of names)
    for (const other of Object.values(after))
      if (hides || direct.has(name) ? isPointing(other, name, after) : needsRow(other, name))
        names.add(other.name);
  return [...names];
}

/** Whether a resource hides rows only before or only afterwards, or other ones: then so does what is a part of it. */
function hidingChanged(
  changed: readonly ResourceChange[],
  removed: readonly Resource[],
  after: Resources,
): boolean {
  const now = (name: string): Resource | undefined => after[name];
  const old = new Map([...removed, ...changed.map(({ before }) => before)].map((one) => [one.name, one]));
  const before = (name: string): Resource | undefined => old.get(name) ?? after[name];
  return changed.some(
    (one) =>
      hidesRows(one.before, before) !== hidesRows(one.after, now) ||
      !isDeepStrictEqual(one.before.visible, one.after.visible),
  );
}

/** Whether there is no row of the one without a row of the other, so that tests of it make both. */
const needsRow = ({ fields }: Resource, target: string): boolean =>
  fields.some((field) => field.kind === 'belongsTo' && !field.optional && field.target === target);

/** What holds for a resource as a whole. */
const rulesOf = ({ fields: _fields, ...rules }: Resource): Omit<Resource, 'fields'> => rules;

/** Not at what is no resource: of that nothing but the other side of a relation changes. */
const isPointing = (other: Resource, name: string, { [name]: target }: Resources): boolean =>
  target !== undefined && pointsAt(other, name);

/** The fields of the one that the other has not, or not as they are: what is the same is the same object. */
export const missingFrom = (other: Resource, { fields }: Resource): readonly Field[] =>
  fields.filter((field) => !other.fields.includes(field));
