import { UsageError } from '../../core/errors.js';
import { listText } from '../field-lists.js';
import { type KnownEntity, type Resource, type ScalarField, scalarTypes } from '../model.js';
import { readsRows, servesOf } from '../operations.js';
import { definitionOf, types as definitions } from '../types/types.js';
import { hidingWholes, visibleText } from '../visibility.js';
import { oneOf, quote, unknownName } from '../wording.js';

/** Refuses what cannot decide which rows are visible, and where that would mean nothing. */
export function checkVisible(resource: Resource): void {
  const { visible } = resource;
  if (visible === undefined) return;
  checkRules(resource);
  const field = fieldOf(resource, visible.field);
  checkValues(resource, field, visible.values);
  checkLists(resource, field);
}

const said = ({ name, visible }: Resource): string =>
  `${name} has visible=${visible === undefined ? '' : visibleText(visible)}`;

const meaningless: Readonly<Partial<Record<Resource['access'], string>>> = {
  public: 'where everybody may also change every row',
  private: 'where only the owner and admins read a row anyway',
  internal: 'where only admins read a row anyway',
};

function checkRules(resource: Resource): void {
  const { access, fields } = resource;
  const reason = meaningless[access];
  if (reason !== undefined)
    throw new UsageError(
      `${said(resource)} and access=${access}, ${reason}.`,
      'Remove "visible" (of a resource that is there: --all-visible), or use access=read, authenticated, owner or admin.',
    );
  if (!readsRows(servesOf(resource)))
    throw new UsageError(
      `${said(resource)}, but no operation that reads rows.`,
      'Remove "visible", or add "list" or "get" to the operations.',
    );
  if (access === 'admin' || fields.some((field) => field.kind === 'belongsTo' && field.owner)) return;
  throw new UsageError(
    `${said(resource)} and access=${access}, but no owner: who makes a row that is not visible could not read it.`,
    'Add a belongsTo=User that is the owner, or use access=admin.',
  );
}

function fieldOf(resource: Resource, name: string): ScalarField {
  const field = resource.fields.find((one) => one.name === name);
  if (field?.kind === 'scalar' && canSay(field)) return field;
  if (field !== undefined)
    throw new UsageError(
      `${said(resource)}, but ${name} is ${field.kind === 'scalar' ? field.type : field.kind}.`,
      `Name a field that is ${oneOf(types)}.`,
    );
  const known = resource.fields.filter((one) => one.kind === 'scalar' && canSay(one));
  throw unknownName(
    `${said(resource)}, but no field ${quote(name)}.`,
    name,
    known.map((one) => one.name),
    `Name a field of the resource that is ${oneOf(types)}.`,
  );
}

const types = scalarTypes.filter((type) => definitions[type].visibility !== undefined);

const canSay = (field: ScalarField): boolean => definitionOf(field).visibility !== undefined;

function checkValues(resource: Resource, field: ScalarField, values: readonly string[] | undefined): void {
  const problem = definitionOf(field).visibility?.problem(field, values);
  if (problem === undefined) return;
  throw new UsageError(
    `${said(resource)}, and ${field.name} is ${field.type}: ${problem}.`,
    'For example visible=published, visible=archived=false, visible=status=published or visible=publishedAt.',
  );
}

/** Who shows a row would be told of the values of one that they may not see. */
function checkLists(resource: Resource, { name }: ScalarField): void {
  const list = resource.unique?.find((one) => one.includes(name));
  if (list === undefined) return;
  throw new UsageError(
    `${said(resource)}, and ${name} is in the unique list ${quote(listText(list))}: to show a row could be a conflict.`,
    `Leave ${name} out of the list.`,
  );
}

/** What goes with a row that not everybody sees is a part of it: everybody could see and change it where access is public. */
export function checkParts(resources: readonly Resource[], entities: ReadonlyMap<string, KnownEntity>): void {
  const resourceOf = (name: string): Resource | undefined =>
    resources.find((one) => one.name === name) ?? entities.get(name)?.resource;
  for (const resource of resources) {
    const [whole] = resource.access === 'public' ? hidingWholes(resource, resourceOf) : [];
    if (whole === undefined) continue;
    throw new UsageError(
      `${resource.name} has access=public and goes with its ${whole.name} (onDelete=cascade), of which not all are visible.`,
      `Give it another access level, or its ${whole.name} another onDelete.`,
    );
  }
}
