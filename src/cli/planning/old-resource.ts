import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './model-change.js';

/** A field that goes with a resource. */
export interface Pointer {
  readonly resource: string;
  readonly field: string;
}

/** The relations of other resources that hold a key of this one. */
export function pointersAt({ name }: Resource, { manifest }: Existing): readonly Pointer[] {
  return Object.values(manifest.resources).flatMap(({ name: resource, fields }) =>
    fields
      .filter(({ kind }) => isOwn(kind))
      .filter((field) => resource !== name && 'target' in field && field.target === name)
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
    if (!fields.some(({ kind }) => isOwn(kind)) && one.name !== resource.name) throw emptied(one.name);
    return { ...parsed, fields };
  });
  return resolvedWith(wanted, existing, resource.name);
}

const isOwn = (kind: string): boolean => kind !== 'hasMany' && kind !== 'hasOne';

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
