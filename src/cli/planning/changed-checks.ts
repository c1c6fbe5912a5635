import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { checkBetween, checksOf, checkText, isAbout, isSameCheck } from '../../resource/checks.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { FieldCheck, Resource } from '../../resource/model.js';
import { columnName, constraintName, namesOfResource } from '../../resource/names.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { quote } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/**
 * What becomes of all resources when something is to hold between two fields of one.
 *
 * @throws UsageError where it cannot.
 */
export function withCheck(resource: Resource, check: FieldCheck, existing: Existing): Resources {
  const { checks = [] } = resource;
  if (checks.some((other) => isSameCheck(other, check))) return existing.manifest.resources;
  return resolvedWith([{ ...parsedOf(resource), checks: [...checks, check] }], existing);
}

/** What becomes of all resources when it need not hold any more. */
export const withoutCheck = (resource: Resource, check: FieldCheck, existing: Existing): Resources =>
  resolvedWith([withChecks(parsedOf(resource), (one) => (isSameCheck(one, check) ? [] : [one]))], existing);

function withChecks(
  { checks = [], ...rest }: ParsedResource,
  become: (check: FieldCheck) => readonly FieldCheck[],
): ParsedResource {
  return { ...rest, ...checksOf({ checks: checks.flatMap(become) }) };
}

/** A resource whose checks of one of the fields are gone, as its columns are. */
export const withoutChecksOf = (names: readonly string[], resource: ParsedResource): ParsedResource =>
  withChecks(resource, (check) => (isAbout(check, names) ? [] : [check]));

/** A resource whose checks call a field something else. */
export const withChecksRenamed = (
  resource: ParsedResource,
  { from, to }: { readonly from: string; readonly to: string },
): ParsedResource =>
  withChecks(resource, (check) => [checkBetween(check, (name) => (name === from ? to : name))]);

/** What is to be said where checks go with their fields. */
export const goneChecks = (names: readonly string[], { name, checks = [] }: Resource): readonly string[] =>
  checks
    .filter((check) => isAbout(check, names))
    .map(
      (check) =>
        `The check ${checkText(check)} of ${name} went with ${[check.field, check.other].filter((field) => names.includes(field)).join(' and ')}.`,
    );

/** Whether a migration of the project has dropped it before. */
export function wasCheckRemoved({ field, other }: FieldCheck, resource: Resource, project: Project): boolean {
  const { plural } = namesOfResource(resource);
  const name = constraintName(plural.snake, [field, other].map(columnName), 'check');
  return project
    .list('src/database/migrations')
    .filter((path) => path.endsWith(`-from-${plural.kebab}.ts`))
    .some((path) => project.read(path)?.includes(`DROP CONSTRAINT "${name}"`));
}

export function noSuchCheck(check: FieldCheck, { name, checks = [] }: Resource): UsageError {
  return new UsageError(
    `${name} has no check ${quote(checkText(check))}.`,
    checks.length === 0 ? 'It has none.' : `Those it has: ${checks.map(checkText).join(' and ')}.`,
    { code: 'unknown-name' },
  );
}
