import { UsageError } from '../../core/errors.js';
import { inverted } from '../../core/inverted.js';
import type { Plan } from '../../core/plan.js';
import { checkBetween, checksOf, checkText } from '../../resource/checks.js';
import { listKinds, listsOf, listText } from '../../resource/field-lists.js';
import { resolveProfile } from '../../resource/graph/profile.js';
import type { Action, Field, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import { resolveRoles, type UserRoles } from '../../resource/user-roles.js';
import { quote } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import { extended, plannedChange } from './addition.js';
import { modelChange } from './model-change.js';
import { fieldOwners, profileIn, type Resources, resolvedAmong, sameWhereEqual } from './resources.js';
import { purgedBy } from './purged-rows.js';
import { detailsOf } from './spec-details.js';
import { planned } from './plan-project.js';
import { specRenames, type SpecRenames } from './spec-renames.js';

/** What a spec file asks of a project that is there. */
export interface SpecChange {
  /** Resources that are new, in the order in which they are made. */
  readonly added: readonly Resource[];
  /** Names of resources that go. */
  readonly removed: readonly string[];
  /** All resources afterwards. */
  readonly after: Resources;
  readonly renames: SpecRenames;
  /** All roles afterwards. */
  readonly roles: UserRoles;
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
  const renames = specRenames(spec.resources, before);
  const wereCalled = inverted(renames.called);
  const oldOf = ({ name }: Resource): Resource | undefined => before[wereCalled.get(name) ?? name];
  const after = Object.fromEntries(
    resolved.map((one) => {
      const old = oldOf(one);
      if (old === undefined) return [one.name, one];
      return [one.name, sameWhereEqual(inOldOrder(one, old, renames.fields(old.name)), old)];
    }),
  );
  const added = resolved.filter((one) => oldOf(one) === undefined);
  const nowOf = (name: string): Resource | undefined => after[renames.called.get(name) ?? name];
  const removed = Object.keys(before).filter((name) => nowOf(name) === undefined);
  const dropped = Object.values(before).flatMap((old) => {
    const now = nowOf(old.name);
    if (now === undefined) return [];
    return [...droppedFrom(old, now, renames.fields(old.name)), ...purgedBy({ before: old, after: now })];
  });
  refuseSamePlace(added, removed, existing);
  refuseAddedBeside(added, renames);
  const roles = rolesAfter(spec, resolved, existing.facts);
  const gone = Object.keys(existing.facts.roles).filter((name) => !Object.hasOwn(roles, name));
  return {
    added,
    removed,
    renames,
    after,
    roles,
    dropped: [
      ...removed,
      ...dropped,
      ...gone.map((name) => `the role ${name} (its people become ordinary users)`),
    ],
  };
}

/** Those that are there keep their place. */
function rolesAfter(
  { roles: wanted = {} }: Spec,
  resources: readonly Resource[],
  { roles, hasIdentity: auth }: Existing['facts'],
): UserRoles {
  const kept = Object.keys(roles).filter((name) => Object.hasOwn(wanted, name));
  const names = [...new Set([...kept, ...Object.keys(wanted)])];
  return resolveRoles(Object.fromEntries(names.map((name) => [name, wanted[name] ?? []])), {
    resources,
    auth,
  });
}

/** What the spec gives to the user entity; refused where there is none. */
function userIn({ userFields = [] }: Spec, { facts }: Existing): readonly ParsedResource[] {
  const profile = profileIn(facts);
  if (profile !== undefined) return [{ name: profile.name, fields: userFields }];
  if (userFields.length > 0) resolveProfile(userFields, { entities: new Map(), auth: false });
  return [];
}

/** A new resource may point at one that is called something else only afterwards. */
function refuseAddedBeside([first]: readonly Resource[], { called }: SpecRenames): void {
  const [renamed] = called;
  if (first === undefined || renamed === undefined) return;
  const [from, to] = renamed;
  throw new UsageError(
    `${first.name} is new and ${to} was ${from}: that takes two commands.`,
    `Rename it first: plinth rename resource ${from} ${to}`,
  );
}

/** The order of a spec's lines means nothing: what is new comes last, and what is renamed stays where it is. */
function inOldOrder(resource: Resource, old: Resource, renamed: ReadonlyMap<string, string>): Resource {
  const nowCalled = (name: string): string => renamed.get(name) ?? name;
  const lists = listKinds.map((kind) => {
    const before = (old[kind] ?? []).map((list) => listText(list.map(nowCalled)));
    return [kind, ordered(resource[kind] ?? [], before, listText)];
  });
  const names = old.fields.map(({ name }) => nowCalled(name));
  return {
    ...resource,
    fields: ordered(resource.fields, names, ({ name }: Field) => name),
    ...(resource.actions && {
      actions: ordered(
        resource.actions,
        (old.actions ?? []).map(({ name }) => name),
        ({ name }: Action) => name,
      ),
    }),
    ...listsOf(Object.fromEntries(lists)),
    ...checksOf({
      checks: ordered(
        resource.checks ?? [],
        (old.checks ?? []).map((check) => checkText(checkBetween(check, nowCalled))),
        checkText,
      ),
    }),
  };
}

function ordered<Part>(parts: readonly Part[], old: readonly string[], nameOf: (part: Part) => string) {
  const places = new Map(old.map((name, index) => [name, index]));
  const placeOf = (part: Part): number => places.get(nameOf(part)) ?? old.length;
  return parts.toSorted((one, other) => placeOf(one) - placeOf(other));
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
function droppedFrom(
  { name, fields }: Resource,
  after: Resource,
  renamed: ReadonlyMap<string, string>,
): readonly string[] {
  const isThere = (field: string): boolean => after.fields.some((other) => other.name === field);
  return fields
    .filter((field) => !('foreign' in field) && !isThere(renamed.get(field.name) ?? field.name))
    .map((field) => `${name}.${field.name}`);
}

/** Plans what a spec asks for: new resources first, then the change of those that are there. */
export async function plannedSpec(
  { added, after, renames, roles }: SpecChange,
  given: readonly string[],
  existing: Existing,
): Promise<Plan> {
  const details = detailsOf(after, renames, given, existing);
  if (added.length === 0)
    return plannedChange(existing, modelChange(after, existing, details, { called: renames.called, roles }));
  const wider = extended(existing, [], added);
  const first = await planned(wider, existing.parts);
  const { project } = first;
  const made = { ...existing, project, facts: wider.facts, manifest: wider.manifest };
  const change = modelChange(after, made, details, { roles });
  // What may be permitted changes once, for the new resources and for the others.
  return together(first, await plannedChange(made, change, existing.facts));
}

/** The second plan was made on top of the first. */
const together = (first: Plan, second: Plan): Plan => ({
  ...second,
  edits: new Map([...first.edits, ...second.edits]),
  manual: [...first.manual, ...second.manual],
  notes: [...new Set([...first.notes, ...second.notes])],
  tasks: first.tasks.length > 0 ? first.tasks : second.tasks,
});
