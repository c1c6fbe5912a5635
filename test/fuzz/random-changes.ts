import fc from 'fast-check';
import { UserError } from '../../src/core/errors.js';
import { readManifest } from '../../src/core/manifest.js';
import { parseAction } from '../../src/resource/actions.js';
import { parseCheck } from '../../src/resource/checks.js';
import { comparisonOf } from '../../src/resource/fields/compared-units.js';
import { listKinds } from '../../src/resource/field-lists.js';
import type { KindOfList } from '../../src/cli/planning/changed-lists.js';
import type { Plan } from '../../src/core/plan.js';
import type { FieldCheck, Resource } from '../../src/resource/model.js';
import { restrictedNames, type UserRoles } from '../../src/resource/user-roles.js';
import { everyType } from '../adding/every-type.js';
import {
  actionAddition,
  actionRemoval,
  checkAddition,
  checkRemoval,
  fieldAddition,
  fieldChange,
  fieldRemoval,
  fieldRename,
  type Files,
  indexAddition,
  indexRemoval,
  projectOf,
  resourceRemoval,
  resourceRename,
  roleChange,
  rulesChange,
} from '../adding/planning.js';

/** A change as it is drawn: which resource, which of its fields, what happens to it. */
export const change = fc.record({
  resource: fc.nat(),
  field: fc.nat(),
  kind: fc.oneof(
    {
      weight: 18,
      arbitrary: fc.constantFrom(
        'add',
        'remove',
        'rename',
        'limit',
        'type',
        'flag',
        'rule',
        'list',
        'unlist',
        'compare',
        'uncompare',
        'act',
        'unact',
        'role',
      ),
    },
    { weight: 2, arbitrary: fc.constant('rename resource') },
    { weight: 1, arbitrary: fc.constant('remove resource') },
  ),
  choice: fc.nat(),
});
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

export const resourcesOf = (files: Files): readonly Resource[] =>
  Object.values(readManifest(projectOf(files))?.resources ?? {});

const listsOf = (resource: Resource): readonly KindOfList[] =>
  listKinds.flatMap((kind) => (resource[kind] ?? []).map((list) => ({ kind, list })));

/** Two or three fields that follow one another, or a field and a moment. */
function listOf({ fields }: Resource, from: number, choice: number): KindOfList {
  const names = [...fields.map(({ name }) => name), 'createdAt'];
  const list = Array.from(
    { length: Math.min(names.length, 2 + (choice % 2)) },
    (_, at) => pick(names, from + at) ?? '',
  );
  return { kind: choice % 3 === 0 ? 'indexes' : 'unique', list };
}

/** Between a field and another one that it can be compared with. */
function drawnCheck({ fields }: Resource, from: number, choice: number): FieldCheck | undefined {
  const scalars = fields.filter((field) => field.kind === 'scalar');
  const field = pick(scalars, from);
  const types = field && comparisonOf(field)?.types;
  const other = pick(
    scalars.filter((one) => one !== field && types?.includes(one.type)),
    choice,
  );
  return field && other && parseCheck(`${field.name}${pick(['<', '<=', '!=', '>'], choice)}${other.name}`);
}

/** One without a state, or between those of an enum that no request sets. */
function drawnAction({ fields }: Resource, choice: number): string {
  const body = choice % 2 === 0 ? ':body=note:text:optional' : '';
  const states = fields.find((field) => field.kind === 'scalar' && field.values && field.readonly);
  if (states?.kind !== 'scalar' || choice % 3 === 0) return `review${choice % 2}${body}`;
  const [from, to] = states.values ?? [];
  return `move:from=${from}:to=${to}:field=${states.name}${body}`;
}

/** Other permissions, more roles or fewer. */
function drawnRoles(files: Files, choice: number): UserRoles {
  const name = pick(restrictedNames(resourcesOf(files)), choice);
  const some = [['*:read'], ...(name === undefined ? [] : [[`${name}:*`], [`${name}:update`, 'users:read']])];
  const all = ['editor', 'supportLead'].map((role, at) => [role, pick(some, choice + at) ?? []] as const);
  return Object.fromEntries(all.slice(0, choice % 3));
}

/** Plans what is drawn; undefined where there is nothing to apply it to. */
function planned(files: Files, { resource: at, field: nth, kind, choice }: Change, step: number) {
  const resource = pick(resourcesOf(files), at);
  const field = resource && pick(resource.fields, nth);
  if (resource === undefined || field === undefined) return undefined;
  const { name } = resource;
  const seconds = (step + 1) * 60;
  const options = { seconds };
  if (kind === 'add')
    return fieldAddition(
      files,
      name,
      [`extra${step}:${pick(everyType, choice)?.replace(/^\w+:/, '')}`],
      options,
    );
  if (kind === 'remove') return fieldRemoval(files, name, [field.name], seconds);
  if (kind === 'rename') return fieldRename(files, name, [field.name, `renamed${step}`], seconds);
  if (kind === 'rename resource') return resourceRename(files, [name, `Renamed${step}`], seconds);
  if (kind === 'remove resource') return resourceRemoval(files, name, seconds);
  if (kind === 'list') return indexAddition(files, name, listOf(resource, nth, choice), seconds);
  if (kind === 'compare') {
    const check = drawnCheck(resource, nth, choice);
    return check && checkAddition(files, name, check, seconds);
  }
  if (kind === 'uncompare') {
    const gone = pick(resource.checks ?? [], choice);
    return gone && checkRemoval(files, name, gone, seconds);
  }
  if (kind === 'role') return roleChange(files, drawnRoles(files, choice), seconds);
  if (kind === 'act') return actionAddition(files, name, parseAction(drawnAction(resource, choice)), seconds);
  if (kind === 'unact') {
    const gone = pick(resource.actions ?? [], choice);
    return gone && actionRemoval(files, name, gone.name, seconds);
  }
  if (kind === 'unlist') {
    const gone = pick(listsOf(resource), choice);
    return gone && indexRemoval(files, name, gone, seconds);
  }
  if (kind === 'limit')
    return fieldChange(
      files,
      name,
      field.name,
      pick([{ max: '40' }, { max: false, min: false }, { default: false }], choice) ?? {},
      seconds,
    );
  if (kind === 'type') {
    const type = pick(['bigint', 'decimal', 'float', 'text', 'string'], choice) ?? '';
    return fieldChange(files, name, field.name, { type }, seconds);
  }
  if (kind === 'flag')
    return fieldChange(
      files,
      name,
      field.name,
      pick(
        [
          { optional: true },
          { unique: true },
          { unique: true, lookup: true },
          { notLookup: true },
          { notUnique: true },
          { index: true },
          { hidden: true },
          { notSortable: true },
        ],
        choice,
      ) ?? {},
      seconds,
    );
  return rulesChange(
    files,
    name,
    pick(
      [
        { softDelete: true },
        { softDelete: false },
        { path: 'elsewhere' },
        { path: false },
        { access: 'admin' },
        { access: 'authenticated' },
        { access: 'private' },
        { allVisible: true },
        { visible: { field: field.name } },
        { operations: ['list', 'get', 'create', 'replace', 'update', 'delete'] },
        { operations: ['list', 'get'] },
      ] as const,
      choice,
    ) ?? {},
    seconds,
  );
}

/** A change that does not fit is refused, and nothing happens. */
export async function attempted(files: Files, drawn: Change, step: number): Promise<Plan | undefined> {
  try {
    return await planned(files, drawn, step);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
