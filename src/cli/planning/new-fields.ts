import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../core/errors.js';
import { escapeValue } from '../../resource/language/field-tokens.js';
import { parseField } from '../../resource/language/field-language.js';
import { parsedOf, printField, printKnownField } from '../../resource/language/print-field.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { fromEach } from '../../resource/mistakes.js';
import type { Resource, ScalarField } from '../../resource/model.js';
import type { ParsedField } from '../../resource/parsed.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import type { Backfill } from '../../roles/persistence/contract.js';
import type { Existing } from '../project/existing.js';

/** Reads a field that can be added to a resource that is there. */
export function scalar(text: string): ScalarField {
  const field: ParsedField = parseField(text);
  if (field.kind !== 'scalar') {
    throw new UsageError(
      `${quote(text)} is a relation, which "add field" cannot add to a resource that is there.`,
      'Give it to the resource when it is added: plinth add resource.',
    );
  }
  if (field.source === undefined) return field;
  throw new UsageError(
    `${quote(text)} is made from another field, and the rows that are there would have none.`,
    'Give it to the resource when it is added: plinth add resource.',
  );
}

/** Those of the fields that the resource has not got yet, fitting into it; a refusal where one does not. */
export function newFields(
  resource: Resource,
  texts: readonly string[],
  existing: Existing,
): readonly ScalarField[] {
  const added = fromEach(texts, scalar).filter((field) => !isThere(resource, field));
  for (const { name } of added) refuseInverse(resource, name, existing);
  return added.length === 0 ? [] : fitted(resource, added, existing);
}

function isThere({ name, fields }: Resource, wanted: ScalarField): boolean {
  const there = fields.find((field) => field.name === wanted.name);
  if (there === undefined) return false;
  if (isDeepStrictEqual(there, wanted)) return true;
  throw new UsageError(
    `${name}.${wanted.name} is there already, as ${printKnownField(there)}.`,
    'Choose another name, or change the field by hand.',
  );
}

/** The class has a property of that name where another resource has put its other side. */
function refuseInverse({ name }: Resource, field: string, { manifest }: Existing): void {
  for (const other of Object.values(manifest.resources)) {
    const side = other.fields.find((one) => 'inverse' in one && one.inverse === field && one.target === name);
    if (side === undefined) continue;
    throw new UsageError(
      `${name}.${field} is there already: the other side of ${other.name}.${side.name}.`,
      'Choose another name.',
    );
  }
}

/** The fields as they are once they are checked beside all others. Other sides are left out: they are agreed on already. */
function fitted(
  resource: Resource,
  added: readonly ScalarField[],
  { facts }: Existing,
): readonly ScalarField[] {
  const { fields, ...parsed } = parsedOf(resource);
  const own = fields
    .filter(({ kind }) => kind !== 'hasMany' && kind !== 'hasOne')
    .map((field) => ('inverse' in field ? { ...field, inverse: undefined } : field) as ParsedField);
  const entities = new Map([...facts.entities].filter(([name]) => name !== resource.name));
  const wanted = { ...parsed, fields: [...own, ...added] };
  const [one] = resolveResources([wanted], { entities, auth: facts.hasIdentity });
  return (one?.fields ?? []).slice(own.length) as readonly ScalarField[];
}

/** What the rows that are there get in each field that has no default; a refusal where one would have nothing, or all the same. */
export function backfillOf(
  fields: readonly ScalarField[],
  given: readonly string[],
  { parts, facts }: Existing,
): Backfill {
  const values = new Map(given.map(assignment));
  for (const name of values.keys()) refuseStranger(name, fields);
  const { persistence } = parts.tools(facts);
  const bare = persistence.withoutColumnDefault(fields);
  return new Map(
    fromEach(fields, (field) => {
      refuseSameForAll(field);
      const value = values.get(field.name);
      if (value !== undefined) return [field.name, valueOf(field, value)] as const;
      if (!bare.includes(field)) return undefined;
      if (field.default !== undefined) return [field.name, field.default] as const;
      throw new UsageError(
        `${field.name} is required, and the rows that are there would have no value.`,
        `Give them one: --backfill ${field.name}=<value>. Or give the field a default (${field.name}:${field.type}:default=…), or make it optional (${field.name}:${field.type}:optional).`,
      );
    }).filter((pair) => pair !== undefined),
  );
}

function assignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--backfill ${quote(text)} names no field.`,
    'Write it as <field>=<value>: --backfill status=draft',
  );
}

function refuseStranger(name: string, fields: readonly ScalarField[]): void {
  if (fields.some((field) => field.name === name)) return;
  const names = fields.map((field) => field.name);
  throw new UsageError(
    `--backfill names ${quote(name)}, which is none of the new fields.`,
    suggestion(name, names, `They are ${oneOf(names)}.`),
  );
}

function refuseSameForAll({ name, type, unique, optional }: ScalarField): void {
  if (!unique || optional) return;
  throw new UsageError(
    `${name} is unique and required, and the rows that are there would all have the same value.`,
    `Add it as optional (${name}:${type}:unique:optional), fill it, then make it required by hand.`,
  );
}

/** Read as the default of the field would be. */
function valueOf(field: ScalarField, value: string): string | number | boolean {
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
