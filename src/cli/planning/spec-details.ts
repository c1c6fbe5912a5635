import { UsageError } from '../../core/errors.js';
import type { Field } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import { quote } from '../../resource/wording.js';
import type { Backfill, ResourceChange } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';
import { filledWith } from './changed-field.js';
import { assignment, backfillOf } from './new-fields.js';
import { fieldOwners, type Resources } from './resources.js';
import type { SpecRenames } from './spec-renames.js';

/** What the rows that are there get, and what fields are called, by resource. */
export function detailsOf(
  after: Resources,
  renames: SpecRenames,
  given: readonly string[],
  existing: Existing,
): Readonly<Record<string, { readonly backfill: Backfill; readonly renamed: ReadonlyMap<string, string> }>> {
  const values = given.map((text) => placed(text, existing));
  return Object.fromEntries(
    Object.values(fieldOwners(existing)).map((before) => {
      const own = values.filter(({ resource }) => resource === before.name);
      const renamed = renames.fields(before.name);
      const now = after[renames.called.get(before.name) ?? before.name] ?? before;
      return [before.name, { renamed, backfill: backfilled({ before, after: now, renamed }, own, existing) }];
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
  { before, after, renamed }: Omit<ResourceChange, 'backfill'>,
  given: readonly Placed[],
  existing: Existing,
): Backfill {
  // A backfill names what the field is called afterwards.
  const old = new Map(before.fields.map((field) => [renamed.get(field.name) ?? field.name, field]));
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
