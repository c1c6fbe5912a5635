import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../core/errors.js';
import { escapeValue } from '../../resource/language/field-tokens.js';
import { parseField } from '../../resource/language/field-language.js';
import { parsedOf, printField, printKnownField } from '../../resource/language/print-field.js';
import { fromEach } from '../../resource/mistakes.js';
import type { BelongsTo, Field, Resource, ScalarField } from '../../resource/model.js';
import type { ParsedField } from '../../resource/parsed.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import type { Backfill } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/** Fields that a resource gets, and what becomes of all resources with them. */
export interface NewFields {
  /** As they are once they are checked beside all others. */
  readonly fields: readonly Field[];
  readonly after: Resources;
}

/** Reads a field that can be added to a resource that is there. */
export function addable(text: string): ParsedField {
  const field = parseField(text);
  if (field.kind !== 'scalar' || field.source === undefined) return field;
  throw new UsageError(
    `${quote(text)} is made from another field, and the rows that are there would have none.`,
    'A resource gets it when it is added: plinth add resource.',
  );
}

/** Those of the fields that the resource has not got yet, fitting into it; a refusal where one does not. */
export function newFields(resource: Resource, texts: readonly string[], existing: Existing): NewFields {
  const added = fromEach(texts, addable).filter((field) => !isThere(resource, field));
  if (added.length === 0) return { fields: [], after: existing.manifest.resources };
  const { fields, ...parsed } = parsedOf(resource);
  const after = resolvedWith([{ ...parsed, fields: [...fields, ...added] }], existing);
  refuseMissingKeys(resource.name, after, existing);
  const names = new Set(added.map(({ name }) => name));
  return { fields: after[resource.name]?.fields.filter(({ name }) => names.has(name)) ?? [], after };
}

function isThere({ name, fields }: Resource, wanted: ParsedField): boolean {
  const there = fields.find((field) => field.name === wanted.name);
  if (there === undefined) return false;
  if (isMatch(there, wanted)) return true;
  throw new UsageError(
    `${name}.${wanted.name} is there already, as ${printKnownField(there)}.`,
    `Choose another name, or change it: plinth change field ${name} ${wanted.name} --help`,
  );
}

/** Whether a field is as it was written; of a relation much need not be. */
function isMatch(there: Field, wanted: ParsedField): boolean {
  if (there.kind === 'scalar' || wanted.kind === 'scalar') return isDeepStrictEqual(there, wanted);
  const { name, kind, target } = wanted;
  if (there.kind !== kind || there.target !== target) return false;
  return there.kind !== 'belongsTo' || isDeepStrictEqual(there, { ...there, ...wanted, name });
}

/** A relation from the far side adds a foreign key to a table whose rows have nothing to point at. */
function refuseMissingKeys(
  name: string,
  after: Resources,
  { manifest: { resources } }: Pick<Existing, 'manifest'>,
): void {
  for (const other of Object.values(after)) {
    const before = resources[other.name];
    if (other.name === name || before === undefined || before === other) continue;
    const key = other.fields.find(
      (field) =>
        field.kind === 'belongsTo' &&
        !field.optional &&
        before.fields.every((old) => old.name !== field.name),
    );
    if (key === undefined) continue;
    throw new UsageError(
      `${other.name}.${key.name} would be required, and the rows that are there would point at nothing.`,
      `Make it optional (:optional), or add it from the other side: plinth add field ${other.name} ${printKnownField(key)} --backfill ${key.name}=<id>.`,
    );
  }
}

/** What the rows that are there get in each field that has no default; a refusal where one would have nothing, or all the same. */
export function backfillOf(
  fields: readonly Field[],
  given: readonly string[],
  { parts, facts }: Existing,
): Backfill {
  const values = new Map(given.map(assignment));
  const columns = fields.filter((field) => field.kind === 'scalar' || field.kind === 'belongsTo');
  for (const name of values.keys()) refuseStranger(name, columns);
  const { persistence } = parts.tools(facts);
  const bare = new Set<Field>(
    persistence.withoutColumnDefault(columns.filter((field) => field.kind === 'scalar')),
  );
  return new Map(
    fromEach(columns, (field) => {
      refuseSameForAll(field);
      const value = values.get(field.name);
      if (field.kind === 'belongsTo') return backfilledKey(field, value);
      if (value !== undefined) return [field.name, valueOf(field, value)] as const;
      if (!bare.has(field)) return undefined;
      if (field.default !== undefined) return [field.name, field.default] as const;
      throw new UsageError(
        `${field.name} is required, and the rows that are there would have no value.`,
        `Give them one: --backfill ${field.name}=<value>. Or give the field a default (${field.name}:${field.type}:default=…), or make it optional (${field.name}:${field.type}:optional).`,
      );
    }).filter((pair) => pair !== undefined),
  );
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function backfilledKey(
  field: BelongsTo,
  value: string | undefined,
): readonly [name: string, value: string] | undefined {
  const { name, target, optional } = field;
  if (value === undefined && optional) return undefined;
  if (value === undefined) {
    throw new UsageError(
      `${name} is required, and the rows that are there would point at nothing.`,
      `Give them the id of one ${target}: --backfill ${name}=<id>. Or make the relation optional (${name}:belongsTo=${target}:optional).`,
    );
  }
  return [name, idOf(field, value)];
}

/** The id of a row that others point at, as the command line has it. */
export function idOf({ name, target }: BelongsTo, value: string): string {
  if (uuid.test(value)) return value.toLowerCase();
  throw new UsageError(
    `--backfill ${quote(`${name}=${value}`)} is no id.`,
    `Give the id of one ${target}, a UUID as in the column id of its table.`,
  );
}

/** `name=value`, taken apart. */
export function assignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--backfill ${quote(text)} names no field.`,
    'Write it as <field>=<value>: --backfill status=draft',
  );
}

function refuseStranger(name: string, fields: readonly Field[]): void {
  if (fields.some((field) => field.name === name)) return;
  const names = fields.map((field) => field.name);
  throw new UsageError(
    `--backfill names ${quote(name)}, which is none of the new fields.`,
    suggestion(name, names, `They are ${oneOf(names)}.`),
  );
}

function refuseSameForAll(field: ScalarField | BelongsTo): void {
  const { name, unique, optional } = field;
  if (!unique || optional) return;
  const type = field.kind === 'scalar' ? field.type : `belongsTo=${field.target}`;
  throw new UsageError(
    `${name} is unique and required, and the rows that are there would all have the same value.`,
    `Add it as optional (${name}:${type}:unique:optional), fill it, then make it required: plinth change field <Resource> ${name} --required --backfill <value>.`,
  );
}

/** Read as the default of the field would be. */
export function valueOf(field: ScalarField, value: string): string | number | boolean {
  const { default: _default, ...rest } = field;
  try {
    const read = parseField(`${printField(rest)}:default=${escapeValue(value)}`);
    if (read.kind === 'scalar' && read.default !== undefined) return read.default;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `--backfill ${quote(`${field.name}=${value}`)} does not suit ${field.type}.`,
      error.remedy,
    );
  }
  throw new Error(`The default of ${field.name} was lost.`);
}
