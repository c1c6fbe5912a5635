import { UsageError } from '../../core/errors.js';
import type { Plan } from '../../core/plan.js';
import { resolveProfile } from '../../resource/graph/profile.js';
import type { Field, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import { quote } from '../../resource/wording.js';
import type { Backfill } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';
import { extended, plannedChange } from './addition.js';
import { filledWith } from './changed-field.js';
import {
  fieldOwners,
  modelChange,
  profileIn,
  type Resources,
  resolvedAmong,
  sameWhereEqual,
} from './model-change.js';
import { assignment, backfillOf } from './new-fields.js';
import { planned } from './plan-project.js';

/** What a spec file asks of a project that is there. */
export interface SpecChange {
  /** Resources that are new, in the order in which they are made. */
  readonly added: readonly Resource[];
  /** Names of resources that go. */
  readonly removed: readonly string[];
  /** All resources afterwards. */
  readonly after: Resources;
  /** `Post`, `Post.subtitle`: resources and fields whose data goes. */
  readonly dropped: readonly string[];
}

/**
 * What has to become of a project for it to be as its spec says.
 *
 * @throws UsageError where Plinth cannot bring that about.
 */
export function specChange(spec: Spec, existing: Existing): SpecChange {
  const before = fieldOwners(existing);
  refuseOthers(spec, existing);
  const resolved = resolvedAmong([...spec.resources, ...userIn(spec, existing)], existing);
  const after = Object.fromEntries(
    resolved.map((one) => {
      const old = before[one.name];
      return [one.name, old === undefined ? one : sameWhereEqual(inOldOrder(one, old), old)];
    }),
  );
  const added = resolved.filter(({ name }) => before[name] === undefined);
  const removed = Object.keys(before).filter((name) => after[name] === undefined);
  const dropped = Object.values(before).flatMap((old) => droppedFrom(old, after[old.name] ?? old));
  refuseSamePlace(added, removed, existing);
  return { added, removed, after, dropped: [...removed, ...dropped] };
}

/** What the spec gives to the user entity; refused where there is none. */
function userIn({ userFields = [] }: Spec, { facts }: Existing): readonly ParsedResource[] {
  const profile = profileIn(facts);
  if (profile !== undefined) return [{ name: profile.name, fields: userFields }];
  if (userFields.length > 0) resolveProfile(userFields, { entities: new Map(), auth: false });
  return [];
}

/** The order of a spec's lines means nothing: what is new comes last. */
function inOldOrder(resource: Resource, { fields: old }: Resource): Resource {
  const places = new Map(old.map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: Field): number => places.get(name) ?? old.length;
  return { ...resource, fields: resource.fields.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

function refuseOthers({ framework, features = [] }: Spec, { manifest }: Existing): void {
  if (framework !== undefined && framework !== manifest.framework) {
    throw new UsageError(
      `The spec says ${framework}, and the project is written with ${manifest.framework}.`,
      'A project keeps its framework: create another one with create-plinth --from.',
    );
  }
  const feature = features.find((id) => !(id in manifest.features));
  if (feature !== undefined) {
    throw new UsageError(
      `The spec has the feature ${quote(feature)}, and the project has not.`,
      `Add it first: plinth add feature ${feature}`,
    );
  }
}

/** The files and the table of the one would be those of the other. */
function refuseSamePlace(
  added: readonly Resource[],
  removed: readonly string[],
  { manifest }: Existing,
): void {
  const placeOf = (resource: Resource): string => namesOfResource(resource).plural.kebab;
  for (const name of removed) {
    const old = manifest.resources[name];
    const one = added.find((other) => old !== undefined && placeOf(other) === placeOf(old));
    if (one === undefined) continue;
    throw new UsageError(
      `${one.name} would have the files and the table of ${name}, which goes.`,
      `Remove ${name} first: plinth remove resource ${name}`,
    );
  }
}

/** Keys and columns; the other side of a relation holds no data. */
function droppedFrom({ name, fields }: Resource, after: Resource): readonly string[] {
  return fields
    .filter((field) => !('foreign' in field) && after.fields.every((other) => other.name !== field.name))
    .map((field) => `${name}.${field.name}`);
}

/** Plans what a spec asks for: new resources first, then the change of those that are there. */
export async function plannedSpec(
  { added, after }: SpecChange,
  given: readonly string[],
  existing: Existing,
): Promise<Plan> {
  const details = backfills(after, given, existing);
  if (added.length === 0) return plannedChange(existing, modelChange(after, existing, details));
  const wider = extended(existing, [], added);
  const first = await planned(wider, existing.parts);
  const { project } = first;
  const made = { ...existing, project, facts: wider.facts, manifest: wider.manifest };
  const change = modelChange(after, made, details);
  return change.changed.length === 0 ? first : together(first, await plannedChange(made, change));
}

/** The second plan was made on top of the first. */
const together = (first: Plan, second: Plan): Plan => ({
  ...second,
  edits: new Map([...first.edits, ...second.edits]),
  manual: [...first.manual, ...second.manual],
  notes: [...new Set([...first.notes, ...second.notes])],
  tasks: first.tasks.length > 0 ? first.tasks : second.tasks,
});

/** What the rows that are there get, by resource. */
function backfills(
  after: Resources,
  given: readonly string[],
  existing: Existing,
): Readonly<Record<string, { readonly backfill: Backfill }>> {
  const values = given.map((text) => placed(text, existing));
  return Object.fromEntries(
    Object.values(fieldOwners(existing)).map((before) => {
      const own = values.filter(({ resource }) => resource === before.name);
      return [before.name, { backfill: backfilled(before, after[before.name] ?? before, own, existing) }];
    }),
  );
}

interface Placed {
  readonly resource: string;
  readonly field: string;
  readonly value: string;
}

/** `Post.status=draft` */
function placed(text: string, existing: Existing): Placed {
  const [place, value] = assignment(text);
  const [resource = '', field] = place.split('.');
  if (field !== undefined && Object.hasOwn(fieldOwners(existing), resource))
    return { resource, field, value };
  throw new UsageError(
    `--backfill ${quote(text)} names no field of a resource that is there.`,
    'Write it as <Resource>.<field>=<value>: --backfill Post.status=draft',
  );
}

function backfilled(
  before: Resource,
  after: Resource,
  given: readonly Placed[],
  existing: Existing,
): Backfill {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const isNew = ({ name }: Pick<Field, 'name'>): boolean => !old.has(name);
  const forNew = given.filter(({ field }) => !old.has(field)).map(({ field, value }) => `${field}=${value}`);
  const table = namesOfResource(before).plural.snake;
  const changed = after.fields.flatMap((field) => {
    const was = old.get(field.name);
    if (was === undefined) return [];
    return [...filledWith({ before: was, after: field }, valueFor(field.name, given), table)];
  });
  return new Map([...backfillOf(after.fields.filter(isNew), forNew, existing), ...changed]);
}

const valueFor = (name: string, given: readonly Placed[]): string | undefined =>
  given.find(({ field }) => field === name)?.value;
