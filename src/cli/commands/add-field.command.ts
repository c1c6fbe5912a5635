import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../core/errors.js';
import { escapeValue } from '../../resource/language/field-tokens.js';
import { parseField } from '../../resource/language/field-language.js';
import { parsedOf, printField } from '../../resource/language/print-field.js';
import { resolveResources } from '../../resource/graph/graph.js';
import { fromEach } from '../../resource/mistakes.js';
import type { Field, Resource, ScalarField } from '../../resource/model.js';
import type { ParsedField } from '../../resource/parsed.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import type { Handler, Input } from './command.js';
import { programLine, shellLine } from '../output/command-line.js';
import { changed, runAddition } from '../planning/addition.js';
import { planned } from '../planning/plan-project.js';
import { type Existing, openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';

const command = 'add field';

/** `plinth add field <Resource> <field…>` */
export const handler: Handler = async (session, input) => {
  const given = givenIn(input);
  const existing = await openExisting(session);
  const before = resourceCalled(given.name ?? (await askedName(session, existing)), existing);
  const texts = given.fields.length > 0 ? given.fields : await askedFields(session, before, existing);
  const fields = newFields(before, texts, existing);
  const data = { resource: before.name, fields: fields.map(({ name }) => name) };
  if (fields.length === 0) return nothingToDo({ command, data });
  const backfill = backfillOf(fields, given.backfill, existing);
  const after = { ...before, fields: [...before.fields, ...fields] };
  const { blueprint, manual } = await changed(existing, { before, after, backfill });
  const plan = await planned(blueprint, existing.parts);
  const addition = {
    command,
    existing,
    plan: { ...plan, manual: [...manual, ...plan.manual] },
    headline: `Added ${fields.map(({ name }) => `${before.name}.${name}`).join(', ')}`,
    again: again(before.name, texts, given.backfill, session),
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

interface Given {
  readonly name: string | undefined;
  readonly fields: readonly string[];
  /** `name=value`, as written. */
  readonly backfill: readonly string[];
}

/** What the command line says. A field that cannot be read is refused before the project is looked at. */
function givenIn({ args, options }: Input): Given {
  const [name, fields = []] = args as readonly [string | undefined, (readonly string[])?];
  fromEach(fields, scalar);
  return { name, fields, backfill: (options['backfill'] ?? []) as readonly string[] };
}

function scalar(text: string): ScalarField {
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

/** The resource, as Plinth made it. */
function resourceCalled(name: string, { manifest, facts }: Existing): Resource {
  const resource = Object.hasOwn(manifest.resources, name) ? manifest.resources[name] : undefined;
  if (resource !== undefined) return resource;
  const names = Object.keys(manifest.resources);
  if (facts.entities.has(name)) {
    throw new UsageError(
      `${name} is no resource that Plinth added, so its fields are yours to write.`,
      names.length === 0 ? 'This project has no resource.' : `Its resources are ${oneOf(names)}.`,
    );
  }
  throw new UsageError(
    `There is no resource ${quote(name)}.`,
    names.length === 0
      ? 'Add one: plinth add resource Tag name:string:unique'
      : suggestion(name, names, `Use ${oneOf(names)}.`),
    { code: 'unknown-name' },
  );
}

/** Those of the fields that the resource has not got yet, fitting into it; a refusal where one does not. */
export function newFields(
  resource: Resource,
  texts: readonly string[],
  existing: Existing,
): readonly ScalarField[] {
  const wanted = fromEach(texts, (text) => ({ text, field: scalar(text) }));
  const added = wanted.filter(({ field }) => !isThere(resource, field)).map(({ field }) => field);
  for (const { name } of added) refuseInverse(resource, name, existing);
  return added.length === 0 ? [] : fitted(resource, added, existing);
}

function isThere({ name, fields }: Resource, wanted: ScalarField): boolean {
  const there = fields.find((field) => field.name === wanted.name);
  if (there === undefined) return false;
  if (isDeepStrictEqual(there, wanted)) return true;
  throw new UsageError(
    `${name}.${wanted.name} is there already, as ${printedField(name, fields, there)}.`,
    'Choose another name, or change the field by hand.',
  );
}

function printedField(name: string, fields: Resource['fields'], field: Field): string {
  const resource = { name, access: 'public', softDelete: false, tests: true, fields } as const;
  const [parsed] = parsedOf({ ...resource, fields: [field] }).fields;
  return parsed === undefined ? field.name : printField(parsed);
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
): ReadonlyMap<string, string | number | boolean> {
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

async function askedName({ prompts }: Session, { manifest }: Existing): Promise<string> {
  const names = Object.keys(manifest.resources);
  if (prompts === undefined || names.length === 0) {
    throw new UsageError(
      'Which resource? Its name is missing.',
      'plinth add field <Resource> <field…>, for example: plinth add field Post subtitle:string:optional',
    );
  }
  return prompts.choice({ message: 'Which resource?', choices: names.map((value) => ({ value })) });
}

async function askedFields(
  { prompts }: Session,
  resource: Resource,
  existing: Existing,
): Promise<readonly string[]> {
  if (prompts === undefined) {
    throw new UsageError(
      'Which field? There is none.',
      `For example: plinth add field ${resource.name} subtitle:string:optional`,
    );
  }
  const fields: string[] = [];
  for (;;) {
    const field = await prompts.text({
      message:
        fields.length === 0
          ? 'Field (name:type: subtitle:string:optional)'
          : 'Next field (Enter for no more)',
      check: (answer) => problemOf(answer, fields, resource, existing),
    });
    if (field === '') return fields;
    fields.push(field);
  }
}

function problemOf(
  answer: string,
  before: readonly string[],
  resource: Resource,
  existing: Existing,
): string | undefined {
  if (answer === '') return before.length === 0 ? 'At least one.' : undefined;
  try {
    const [field] = newFields(resource, [...before, answer], existing).slice(-1);
    if (field !== undefined) backfillOf([field], [], existing);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy}`;
    throw error;
  }
}

/** The command line that answers what was asked. */
function again(
  name: string,
  fields: readonly string[],
  backfill: readonly string[],
  { asking, world }: Session,
): string | undefined {
  if (asking?.asked() !== true) return undefined;
  const words = ['add', 'field', name, ...fields, ...backfill.flatMap((one) => ['--backfill', one])];
  return `${programLine('plinth', world.userAgent)} ${shellLine(words)}`;
}
