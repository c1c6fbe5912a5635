import { isDeepStrictEqual } from 'node:util';
import { isOwning } from '../../resource/fields/relation-types.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { resolveProfile, userAmong, withProfile } from '../../resource/graph/profile.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Facts } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { ownTablesOf } from './plan-project.js';

/** By name. */
export type Resources = Readonly<Record<string, Resource>>;

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
  { facts, manifest: { resources }, catalogue }: Existing,
): readonly Resource[] {
  const others = new Map([...facts.entities].filter(([name]) => resources[name] === undefined));
  const old = profileIn(facts);
  const own = wanted.find(({ name }) => name === old?.name);
  const profile = own === undefined ? old : resolveProfile(own.fields, { entities: others, auth: true });
  const resolved = resolveResources(
    wanted.filter((one) => one !== own),
    {
      entities: withProfile(others, profile),
      auth: facts.hasIdentity,
      ownTables: ownTablesOf(catalogue, facts.features),
    },
  );
  return profile === undefined ? resolved : [...resolved, profile];
}

/** What people added to the user entity; undefined where there is none. */
export const profileIn = ({ entities }: Pick<Facts, 'entities'>): Resource | undefined =>
  userAmong(entities)?.profile;

/** All that a field can be added to: the resources, and the user entity as one. */
export function fieldOwners({ manifest, facts }: Pick<Existing, 'manifest' | 'facts'>): Resources {
  const profile = profileIn(facts);
  return profile === undefined ? manifest.resources : { ...manifest.resources, [profile.name]: profile };
}

/** The resources without the user entity. */
export function withoutProfile(all: Resources, profile: Resource | undefined): Resources {
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

/** Whether a resource holds keys of another one. */
export const pointsAt = ({ fields }: Resource, target: string): boolean =>
  fields.some((field) => isOwning(field) && field.target === target);
