import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { isFar } from '../../resource/fields/relation-types.js';
import { parseField } from '../../resource/language/field-language.js';
import { parsedOf, printField } from '../../resource/language/print-field.js';
import { fromEach } from '../../resource/mistakes.js';
import type { BelongsTo, Field, ManyToMany, Resource, ScalarField } from '../../resource/model.js';
import { columnName, namesOf, namesOfResource } from '../../resource/names.js';
import type { ParsedField, ParsedResource } from '../../resource/parsed.js';
import { visibleText } from '../../resource/visibility.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import { withStatesRenamed } from './changed-actions.js';
import { withChecksRenamed, withoutChecksOf } from './changed-checks.js';
import { withListsRenamed, withoutListsOf } from './changed-lists.js';
import { fieldOwners, type Resources, resolvedWith } from './resources.js';

/** The field of a resource that is called so. */
export function fieldCalled(name: string, { name: resource, fields }: Resource): Field {
  const field = fields.find((one) => one.name === name);
  if (field !== undefined) return field;
  const names = fields.map((one) => one.name);
  throw new UsageError(
    `${resource} has no field ${quote(name)}.`,
    suggestion(name, names, fieldsOf(resource, names)),
    { code: 'unknown-name' },
  );
}

/** A user has fields that nobody added, which stay as they are. */
const fieldsOf = (resource: string, names: readonly string[]): string =>
  names.length === 0
    ? `Nothing was added to it yet: plinth add field ${resource} bio:text:optional`
    : `Its fields are ${oneOf(names)}.`;

/** A foreign key is the field of one resource; what the other one calls it goes, or changes, with it. */
export function ownFieldCalled(
  name: string,
  resource: Resource,
  verb: string,
): ScalarField | BelongsTo | ManyToMany {
  const field = fieldCalled(name, resource);
  if (!('foreign' in field)) return field;
  throw new UsageError(
    `${resource.name}.${name} is the other side of ${field.target}.${field.foreign}, which holds the foreign key.`,
    `To ${verb} the relation: plinth ${verb} field ${field.target} ${field.foreign}`,
  );
}

/**
 * What becomes of all resources when one loses some of its fields.
 *
 * @throws UsageError where it has not got one of them, or something else needs it.
 */
export function withoutFields(resource: Resource, names: readonly string[], existing: Existing): Resources {
  fromEach(names, (name) => ownFieldCalled(name, resource, 'remove'));
  refuseToShowAll(names, resource);
  const isGone = (owner: string, field: ParsedField): boolean =>
    (owner === resource.name && names.includes(field.name)) ||
    (isFar(field) && field.target === resource.name && names.includes(field.inverse ?? ''));
  const wanted = Object.values(fieldOwners(existing)).map((one): ParsedResource => {
    const parsed = parsedOf(one);
    const left = { ...parsed, fields: parsed.fields.filter((field) => !isGone(one.name, field)) };
    return one.name === resource.name ? withoutChecksOf(names, withoutListsOf(names, left)) : left;
  });
  return resolvedWith(wanted, existing);
}

/** Without the field that decides which rows are visible everybody would see all of them. */
function refuseToShowAll(names: readonly string[], { name, visible }: Resource): void {
  if (visible === undefined || !names.includes(visible.field)) return;
  throw new UsageError(
    `${name}.${visible.field} decides which rows everybody sees (visible=${visibleText(visible)}).`,
    `Let all of them be visible first: plinth change resource ${name} --all-visible`,
  );
}

/** Whether a migration of the project has renamed a field so before. */
export function wasRenamed(
  { from, to }: { readonly from: string; readonly to: string },
  resource: Resource,
  project: Project,
): boolean {
  const { plural } = namesOfResource(resource);
  const name = `-rename-${namesOf(from).kebab}-to-${namesOf(to).kebab}-in-${plural.kebab}.ts`;
  return project.list('src/database/migrations').some((path) => path.endsWith(name));
}

/** Whether a migration of the project has dropped a column, or the table of a relation, of that name before. */
export function wasRemoved(name: string, resource: Resource, project: Project): boolean {
  const { plural } = namesOfResource(resource);
  const files = project
    .list('src/database/migrations')
    .filter((path) => path.endsWith(`-from-${plural.kebab}.ts`));
  const column = columnName(name);
  const dropped = new RegExp(`DROP (?:COLUMN "${column}(?:_id)?"|TABLE "\\w*${column}")`);
  return files.some((path) => dropped.test(project.read(path) ?? ''));
}

/**
 * What becomes of all resources when a field of one is called something else.
 *
 * @throws UsageError where it has not got the field, or the name cannot be that of a field of it.
 */
export function withRenamedField(
  resource: Resource,
  { from, to }: { readonly from: string; readonly to: string },
  existing: Existing,
): Resources {
  const field = fieldCalled(from, resource);
  const wanted = Object.values(fieldOwners(existing)).map((one): ParsedResource => {
    const parsed = parsedOf(one);
    const isOwn = one.name === resource.name;
    const fields = parsed.fields.map((other): ParsedField => {
      const named = isOwn && other.name === from ? checkedName({ ...other, name: to }) : other;
      // A foreign key and its other side name each other, a slug its source.
      if (named.kind === 'scalar') return isOwn && named.source === from ? { ...named, source: to } : named;
      const isOtherEnd =
        named.target === resource.name &&
        (isFar(named) ? field.kind === 'belongsTo' : 'foreign' in field && field.target === one.name);
      return isOtherEnd && named.inverse === from ? { ...named, inverse: to } : named;
    });
    if (!isOwn) return { ...parsed, fields };
    const { visible } = parsed;
    const seen = visible?.field === from ? { visible: { ...visible, field: to } } : {};
    const renamed = withListsRenamed({ ...parsed, ...seen, fields }, { from, to });
    return withStatesRenamed(withChecksRenamed(renamed, { from, to }), { from, to });
  });
  return resolvedWith(wanted, existing);
}

/** A field whose name has been checked as if somebody had written it. */
function checkedName(field: ParsedField): ParsedField {
  const text = printField(field);
  // What sounds like a secret has to say itself that it is none.
  parseField(text.replace(/:hidden=false(?=:|$)/, ''));
  return field;
}
