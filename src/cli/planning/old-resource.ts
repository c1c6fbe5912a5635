import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { isFar, isOwning } from '../../resource/fields/relation-types.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import { checkPath, checkResourceName, pluralFrom } from '../../resource/names-check.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Existing } from '../project/existing.js';
import { withoutListsOf } from './changed-lists.js';
import { type Resources, resolvedAmong, resolvedWith, sameWhereEqual } from './resources.js';

/** A field that goes with a resource. */
export interface Pointer {
  readonly resource: string;
  readonly field: string;
}

/** The relations of other resources that hold a key of this one. */
export function pointersAt({ name }: Resource, { manifest }: Existing): readonly Pointer[] {
  return Object.values(manifest.resources).flatMap(({ name: resource, fields }) =>
    fields
      .filter((field) => resource !== name && isOwning(field) && field.target === name)
      .map((field) => ({ resource, field: field.name })),
  );
}

/**
 * What becomes of all others when a resource goes.
 *
 * @param withRelations whether the relations that point at it go too.
 * @throws UsageError where something points at it, or another one cannot be without it.
 */
export function withoutResource(resource: Resource, withRelations: boolean, existing: Existing): Resources {
  const pointers = pointersAt(resource, existing);
  const [first] = pointers;
  if (first !== undefined && !withRelations) {
    const names = pointers.map((one) => `${one.resource}.${one.field}`);
    throw new UsageError(
      `${names.join(', ')} ${names.length === 1 ? 'points' : 'point'} at ${resource.name}.`,
      `Take that out along with it: --with-relations. Or first: plinth remove field ${first.resource} ${first.field}`,
    );
  }
  const wanted = Object.values(existing.manifest.resources).map((one): ParsedResource => {
    const parsed = parsedOf(one);
    const fields = parsed.fields.filter((field) => field.kind === 'scalar' || field.target !== resource.name);
    if (fields.every(isFar) && one.name !== resource.name) throw emptied(one.name);
    const gone = pointers.filter((pointer) => pointer.resource === one.name).map(({ field }) => field);
    return withoutListsOf(gone, { ...parsed, fields });
  });
  return resolvedWith(wanted, existing, resource.name);
}

const emptied = (name: string): UsageError =>
  new UsageError(
    `${name} would have no field of its own left.`,
    `Remove it first: plinth remove resource ${name}`,
  );

/** Whether a migration of the project has dropped the table of a resource. */
export function wasDropped(name: string, project: Project): boolean {
  const { kebab } = namesOfResource({ name }).plural;
  return project.list('src/database/migrations').some((path) => path.endsWith(`-drop-${kebab}.ts`));
}

/** What a resource is to be called. */
export interface NewName {
  readonly to: string;
  /** What several are called, where the rules of English give a wrong word. */
  readonly plural?: string;
  /** Whether its path in the API stays what it is. */
  readonly keepsPath?: boolean;
}

/**
 * What becomes of all resources when one is called something else.
 *
 * @throws UsageError where it cannot be called so.
 */
export function withRenamedResource(
  resource: Resource,
  { to, plural, keepsPath = false }: NewName,
  existing: Existing,
): Resources {
  const before = existing.manifest.resources;
  const given = plural === undefined ? undefined : pluralFrom(to, plural);
  checkResourceName(to, given);
  const kept = keepsPath ? { path: namesOfResource(resource).path } : {};
  if (kept.path !== undefined) checkPath(to, kept.path);
  if (to !== resource.name && existing.facts.entities.has(to)) {
    throw new UsageError(`There is a ${to} already.`, 'Choose another name.', { code: 'exists' });
  }
  const wanted = Object.values(before).map((one): ParsedResource => {
    const { plural: old, ...parsed } = parsedOf(one);
    const isIt = one.name === resource.name;
    const own = isIt ? given : old;
    return {
      ...parsed,
      name: isIt ? to : one.name,
      ...(own !== undefined && { plural: own }),
      ...(isIt && kept),
      fields: parsed.fields.map((field) =>
        field.kind !== 'scalar' && field.target === resource.name ? { ...field, target: to } : field,
      ),
    };
  });
  const resolved = resolvedAmong(wanted, existing);
  return Object.fromEntries(
    resolved.map((one) => [
      one.name,
      sameWhereEqual(one, before[one.name === to ? resource.name : one.name]),
    ]),
  );
}

/** Whether a migration of the project has given a table the name of another resource. */
export function wasRenamedTo(from: string, to: Resource, project: Project): boolean {
  const [old, now] = [namesOfResource({ name: from }).plural, namesOfResource(to).plural];
  const end = `-rename-${old.kebab}-to-${now.kebab}.ts`;
  return project.list('src/database/migrations').some((path) => path.endsWith(end));
}
