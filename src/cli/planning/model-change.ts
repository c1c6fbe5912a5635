import { isDeepStrictEqual } from 'node:util';
import { isGenerated } from '../../core/manifest.js';
import { Project } from '../../core/project.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { inOrder } from '../../resource/graph/order.js';
import { resolveProfile, withProfile } from '../../resource/graph/profile.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Field, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Facts } from '../../roles/tools.js';
import { entityOf } from './plan-project.js';
import type { Backfill, ResourceChange } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';
import { refuseImpossible } from './change-limits.js';

export type Resources = Readonly<Record<string, Resource>>;

/** The resources of a project as they are, and as they are to be. */
export interface ModelChange {
  readonly before: Resources;
  readonly after: Resources;
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

/**
 * What becomes of all resources when some are as wanted: each is checked beside the others, as in a spec.
 *
 * @param removed the name of one that goes.
 * @throws UsageError where they do not fit together.
 */
export function resolvedWith(
  wanted: readonly ParsedResource[],
  existing: Existing,
  removed?: string,
): Resources {
  const resources = fieldOwners(existing);
  const others = new Map(wanted.map((one) => [one.name, one]));
  const left = Object.values(resources).filter(({ name }) => name !== removed);
  const all = left.map((one) => others.get(one.name) ?? parsedOf(one));
  const resolved = resolvedAmong(all, existing);
  return Object.fromEntries(resolved.map((one) => [one.name, sameWhereEqual(one, resources[one.name])]));
}

/**
 * All resources that a project is to have, in the order in which they are made.
 *
 * @throws UsageError where they do not fit together.
 */
export function resolvedAmong(
  wanted: readonly ParsedResource[],
  { facts, manifest: { resources } }: Existing,
): readonly Resource[] {
  const others = new Map([...facts.entities].filter(([name]) => resources[name] === undefined));
  const old = profileIn(facts);
  const own = wanted.find(({ name }) => name === old?.name);
  const profile = own === undefined ? old : resolveProfile(own.fields, { entities: others, auth: true });
  const resolved = resolveResources(
    wanted.filter((one) => one !== own),
    { entities: withProfile(others, profile), auth: facts.hasIdentity },
  );
  return profile === undefined ? resolved : [...resolved, profile];
}

/** What people added to the user entity; undefined where there is none. */
export const profileIn = ({ entities }: Pick<Facts, 'entities'>): Resource | undefined =>
  [...entities.values()].find(({ isUser }) => isUser)?.profile;

/** All that a field can be added to: the resources, and the user entity as one. */
export function fieldOwners({ manifest, facts }: Pick<Existing, 'manifest' | 'facts'>): Resources {
  const profile = profileIn(facts);
  return profile === undefined ? manifest.resources : { ...manifest.resources, [profile.name]: profile };
}

/** The resources without the user entity. */
function withoutProfile(all: Resources, profile: Resource | undefined): Resources {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== profile?.name));
}

/** What is the same stays the same object, down to the fields. */
export function sameWhereEqual(now: Resource, before: Resource | undefined): Resource {
  if (before === undefined) return now;
  if (isDeepStrictEqual(now, before)) return before;
  const fields = now.fields.map(
    (field) => before.fields.find((old) => isDeepStrictEqual(old, field)) ?? field,
  );
  return { ...now, fields };
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
 * @throws UsageError for what no migration could make of the rows that are there.
 */
export function modelChange(
  wanted: Resources,
  existing: Pick<Existing, 'manifest' | 'facts'>,
  details: Readonly<Record<string, Details>>,
  called: Names = new Map(),
): ModelChange {
  const before = fieldOwners(existing);
  const profile = profileIn(existing.facts);
  const after = profile === undefined ? wanted : { [profile.name]: profile, ...wanted };
  const names = new Set([...Object.keys(details), ...Object.keys(before)]);
  const nowCalled = (name: string): string => called.get(name) ?? name;
  const wereCalled = new Map([...called].map(([old, now]) => [now, old]));
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
  return {
    before: existing.manifest.resources,
    after: resources,
    profile: profile && after[profile.name],
    changed,
    removed,
    called,
    wasCalled,
    affected: affectedBy(changed, removed, resources, nowCalled),
    newNames: (one) => newNames(before[wasCalled(one)], after[one]),
  };
}

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
  // The list grows as it is read: what points at what was found is looked at too.
  for (const name of names)
    for (const other of Object.values(after))
      if (direct.has(name) ? isPointing(other, name, after) : needsRow(other, name)) names.add(other.name);
  return [...names];
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

const pointsAt = ({ fields }: Resource, target: string): boolean =>
  fields.some((field) => isOwning(field) && field.target === target);

const isOwning = (field: Field): field is Extract<Field, { kind: 'belongsTo' | 'manyToMany' }> =>
  field.kind === 'belongsTo' || field.kind === 'manyToMany';

/** The resources of a project in the order in which their files are written. */
export class Model {
  readonly facts: Facts;
  readonly #order: readonly Resource[];

  constructor(
    private readonly resources: Resources,
    private readonly existing: Existing,
    made: (resource: Resource) => number,
  ) {
    const { facts } = existing;
    this.facts = { ...facts, entities: withResources(facts.entities, resources) };
    this.#order = inOrder(Object.values(resources).sort((one, other) => made(one) - made(other)));
  }

  /** From the first that was made to the last. */
  inOrder(resources: readonly Resource[]): readonly Resource[] {
    return this.#order.filter((one) => resources.includes(one));
  }

  /** Undefined for an entity of the project that is no resource. */
  resource(name: string): Resource | undefined {
    return this.resources[name];
  }

  /** The resource whose folders a file lies in. */
  owner(path: string): string | undefined {
    const folders = path.split('/');
    return this.#order.find((one) => folders.includes(namesOfResource(one).plural.kebab))?.name;
  }

  pointsAtItself(name: string): boolean {
    const resource = this.resource(name);
    return resource !== undefined && pointsAt(resource, name);
  }

  /** Those that come later and point at a resource. */
  pointingLater(name: string): readonly string[] {
    return this.#after(name)
      .filter((other) => pointsAt(other, name))
      .map((other) => other.name);
  }

  /** The project as it was when a resource was made, as far as its files depend on it: without its own and without later ones. */
  projectBefore(name: string): Project {
    const { project } = this.existing;
    const resource = this.resource(name);
    if (resource === undefined) return this.#sharedParts();
    const { kebab } = namesOfResource(resource).plural;
    const own = [`src/modules/${kebab}/`, `test/${kebab}/`];
    const hidden = new Set(this.#after(name).map((other) => this.facts.entities.get(other.name)?.path ?? ''));
    const isVisible = (path: string): boolean =>
      /^(?:src\/(?:modules|platform)|test)\//.test(path) &&
      !hidden.has(path) &&
      own.every((folder) => !path.startsWith(folder));
    // What was moved or deleted since was there then.
    const isOurs = isGenerated(project);
    return Project.over({
      read: (path) => (isVisible(path) ? (project.read(path) ?? (isOurs(path) ? '' : undefined)) : undefined),
      list: () => [],
    });
  }

  /** What a feature that brings an entity finds there. */
  #sharedParts(): Project {
    const { project, parts } = this.existing;
    const isShared = (path: string): boolean => parts.sharedParts.includes(path);
    return Project.over({
      read: (path) => (isShared(path) ? project.read(path) : undefined),
      list: () => [],
    });
  }

  #after(name: string): readonly Resource[] {
    return this.#order.slice(this.#order.findIndex((one) => one.name === name) + 1);
  }
}

/** @param resources those of the project before the change, or after it. */
export function modelOf(
  resources: Resources,
  existing: Existing,
  { before, wasCalled }: Pick<ModelChange, 'before' | 'wasCalled'>,
): Model {
  const { project, facts, parts } = existing;
  const history = parts.tools(facts).persistence.history(project);
  // The table of one that is called something else is as old as it was.
  const old = (resource: Resource): Resource => before[wasCalled(resource.name)] ?? resource;
  return new Model(resources, existing, (resource) => history.of(old(resource))?.getTime() ?? Infinity);
}

function withResources(entities: Facts['entities'], resources: Resources): Facts['entities'] {
  const isNew = ({ name }: Resource): boolean => !entities.has(name);
  const added = Object.values(resources)
    .filter(isNew)
    .map((one) => [one.name, entityOf(one)] as const);
  const others = [...entities].flatMap(([name, entity]) => {
    const resource = resources[name];
    if (resource !== undefined) return [[name, { ...entity, resource }] as const];
    // One that was a resource is gone; the others are of features, or written by hand.
    return entity.resource === undefined ? [[name, entity] as const] : [];
  });
  return new Map([...others, ...added]);
}
