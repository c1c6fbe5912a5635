import { UsageError } from '../../core/errors.js';
import { inverted } from '../../core/inverted.js';
import type { Resource } from '../../resource/model.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { quote } from '../../resource/wording.js';
import type { Resources } from './resources.js';

/** What a spec file calls something else than the project does. */
export interface SpecRenames {
  /** What resources are called afterwards, by what they are called before. */
  readonly called: ReadonlyMap<string, string>;
  /** The same of the fields of a resource, by what it is called before. */
  fields(resource: string): ReadonlyMap<string, string>;
}

/**
 * What is still to be renamed: what has been is left in the spec, and means nothing any more.
 *
 * @throws UsageError for names that nothing has.
 */
export function specRenames(spec: readonly ParsedResource[], before: Resources): SpecRenames {
  const names = new Set(spec.map(({ name }) => name));
  const called = new Map(spec.flatMap((one) => renamedResource(one, names, before)));
  const wereCalled = inverted(called);
  const fields = new Map(
    spec.flatMap((one) => {
      const old = before[wereCalled.get(one.name) ?? one.name];
      return old === undefined ? [] : [[old.name, renamedFields(one, old)] as const];
    }),
  );
  return { called, fields: (resource) => fields.get(resource) ?? new Map() };
}

function renamedResource(
  { name, was }: ParsedResource,
  names: ReadonlySet<string>,
  before: Resources,
): readonly (readonly [from: string, to: string])[] {
  const isDone = before[name] !== undefined && (was === undefined || before[was] === undefined);
  if (was === undefined || isDone) return [];
  if (before[was] !== undefined && before[name] === undefined && !names.has(was)) return [[was, name]];
  throw new UsageError(
    before[was] === undefined
      ? `${name} was ${quote(was)}, says the spec, and the project has neither.`
      : `${name} was ${quote(was)}, says the spec, and both are there.`,
    `Correct "was", or leave it out.`,
  );
}

function renamedFields(
  { name, fields, renames = {} }: ParsedResource,
  old: Resource,
): ReadonlyMap<string, string> {
  const has = (field: string): boolean => old.fields.some((one) => one.name === field);
  const wants = (field: string): boolean => fields.some((one) => one.name === field);
  return new Map(
    Object.entries(renames).filter(([from, to]) => {
      if (has(from) && !has(to) && wants(to) && !wants(from)) return true;
      if (has(to) && !has(from)) return false;
      throw new UsageError(
        `${name}.${from} is called ${quote(to)} now, says the spec, and that cannot be: both are there, or neither.`,
        `Correct "renames", or leave it out.`,
      );
    }),
  );
}
