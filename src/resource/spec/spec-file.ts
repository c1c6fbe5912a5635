import { Scalar, stringify, YAMLSeq } from 'yaml';
import { z } from 'zod';
import { actionFrom, checkedActions } from '../actions.js';
import { checkedChecks, checksOf, checkText, parseCheck } from '../checks.js';
import { checkedLists } from '../field-lists.js';
import { parseField, parseResource } from '../language/field-language.js';
import { checkFieldName } from '../names-check.js';
import type { ParsedAction, ParsedField, ParsedResource } from '../parsed.js';
import { checkRoleName, type UserRoles } from '../user-roles.js';
import { printField } from '../language/print-field.js';
import type { UsageError } from '../../core/errors.js';
import { collected, refuse } from '../mistakes.js';
import { parseVisible, visibleText } from '../visibility.js';
import { inFileOrder, located, readDocument, type SpecDocument } from './spec-document.js';
import { shapeErrors } from './spec-errors.js';
import { resourceSchema, specSchema, userSchema } from './spec-schema.js';

export { specJsonSchema } from './spec-schema.js';

/** A spec file, read and checked; what it leaves out is asked or decided later. */
export interface Spec {
  readonly name?: string;
  readonly framework?: string;
  readonly database?: string;
  readonly packageManager?: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly features?: readonly string[];
  /** By feature id, then by question. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  /** What the user entity gets beside its own fields. */
  readonly userFields?: readonly ParsedField[];
  /** Roles beside user and admin. */
  readonly roles?: UserRoles;
  readonly resources: readonly ParsedResource[];
}

/** Reads a YAML or JSON spec. Whatever is wrong is a UsageError that begins with `path:line:column`. */
export function parseSpec(text: string, path: string): Spec {
  const document = readDocument(text, path);
  const parsed = specSchema.safeParse(document.value);
  const mistakes = parsed.success ? [] : [...shapeErrors(document, parsed.error)];
  // What has the right shape is read all the same, so that its mistakes are told with the others.
  const raw = parsed.success ? parsed.data.resources : wellShaped(document.value);
  const read = Object.entries(raw ?? {}).map(([name, one]) => readResource(document, name, one, mistakes));
  const rawUser = parsed.success ? parsed.data.user : wellShapedUser(document.value);
  const userFields = rawUser && readFields(document, ['user', 'fields'], rawUser.fields, mistakes);
  for (const name of Object.keys((parsed.success && parsed.data.roles) || {}))
    collected(mistakes, () => located(document, ['roles', name], () => checkRoleName(name)));
  refuse(inFileOrder(mistakes));
  if (!parsed.success) throw parsed.error;
  const { $schema: _schema, resources: _resources, user: _user, ...rest } = parsed.data;
  return {
    ...present(rest),
    ...(userFields && { userFields }),
    resources: read.filter((resource) => resource !== undefined),
  };
}

/** A spec as YAML that `parseSpec` reads. */
export function specText({ resources, userFields = [], roles = {}, ...rest }: Spec): string {
  const entries = resources.map(({ name, fields, unique, indexes, checks, actions, visible, ...options }) => [
    name,
    {
      ...options,
      ...(visible && { visible: visibleText(visible) }),
      fields: printedFields(fields),
      ...(unique && { unique: unique.map(onOneLine) }),
      ...(indexes && { indexes: indexes.map(onOneLine) }),
      ...(checks && { checks: onOneLine(checks.map(checkText)) }),
      ...(actions && { actions: Object.fromEntries(actions.map(writtenAction)) }),
    },
  ]);
  return stringify(
    {
      ...rest,
      ...(userFields.length === 0 ? {} : { user: { fields: printedFields(userFields) } }),
      ...(Object.keys(roles).length === 0 ? {} : { roles: printedRoles(roles) }),
      ...(entries.length === 0 ? {} : { resources: Object.fromEntries(entries) }),
    },
    { lineWidth: 0, flowCollectionPadding: false },
  );
}

const printedFields = (fields: readonly ParsedField[]): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((field) => [field.name, withoutName(printField(field))]));

const printedRoles = (roles: UserRoles): Readonly<Record<string, YAMLSeq>> =>
  Object.fromEntries(Object.entries(roles).map(([name, grants]) => [name, onOneLine(grants)]));

function writtenAction({ name, by, transition, body }: ParsedAction): readonly [string, object] {
  const { from = [], to, field } = transition ?? {};
  return [
    name,
    {
      ...(from.length > 0 && { from: from.length === 1 ? from[0] : onOneLine(from) }),
      ...(to !== undefined && { to }),
      ...(field !== undefined && { field }),
      ...(by && { by }),
      ...(body.length > 0 && { body: printedFields(body) }),
    },
  ];
}

/** `[order, product]` */
function onOneLine(list: readonly string[]): YAMLSeq {
  const node = new YAMLSeq();
  node.items = list.map((name) => new Scalar(name));
  node.flow = true;
  return node;
}

type RawResource = z.infer<typeof resourceSchema>;

function wellShaped(spec: unknown): Record<string, RawResource> {
  const whole = z.object({ resources: z.record(z.string(), z.unknown()) }).safeParse(spec);
  const entries = Object.entries(whole.data?.resources ?? {}).map(
    ([name, raw]) => [name, resourceSchema.safeParse(raw).data] as const,
  );
  return Object.fromEntries(entries.flatMap(([name, raw]) => (raw === undefined ? [] : [[name, raw]])));
}

const wellShapedUser = (spec: unknown) => z.object({ user: userSchema }).safeParse(spec).data?.user;

/** Undefined where the resource itself is wrong; its fields are read all the same, so that all mistakes are told at once. */
function readResource(
  document: SpecDocument,
  name: string,
  raw: RawResource,
  mistakes: UsageError[],
): ParsedResource | undefined {
  const { fields, was, renames, unique, indexes, checks, actions, visible: written, ...options } = raw;
  const part = <T>(keys: readonly string[], read: () => T): T | undefined =>
    collected(mistakes, () => located(document, ['resources', name, ...keys], read));
  const bare = part([], () => parseResource(name, [], present(options)));
  const parsed = readFields(document, ['resources', name, 'fields'], fields, mistakes);
  const lists = [
    part(['unique'], () => checkedLists('unique', unique)),
    part(['indexes'], () => checkedLists('indexes', indexes)),
  ];
  const compared = part(['checks'], () =>
    checksOf({ checks: checkedChecks((checks ?? []).map(parseCheck)) }),
  );
  const visible = written === undefined ? undefined : part(['visible'], () => parseVisible(written));
  const done = Object.entries(actions ?? {}).map(([action, { body = {}, ...rest }]) =>
    part(['actions', action], () =>
      actionFrom(action, {
        ...rest,
        body: Object.entries(body).map(([field, text]) => fieldText(field, text)),
      }),
    ),
  );
  const known = part(['actions'], () => checkedActions(done.filter((one) => one !== undefined)));
  return (
    bare && {
      ...bare,
      ...present({ was, renames, visible }),
      fields: parsed,
      ...Object.assign({}, ...lists),
      ...compared,
      ...(known && known.length > 0 && { actions: known }),
    }
  );
}

/** Those that can be read; what is wrong with the others goes to the mistakes. */
function readFields(
  document: SpecDocument,
  place: readonly string[],
  fields: Readonly<Record<string, string>>,
  mistakes: UsageError[],
): readonly ParsedField[] {
  return Object.entries(fields)
    .map(([field, text]) =>
      collected(mistakes, () => located(document, [...place, field], () => readField(field, text))),
    )
    .filter((field) => field !== undefined);
}

const readField = (name: string, text: string): ParsedField => parseField(fieldText(name, text));

function fieldText(name: string, text: string): string {
  // By itself first: a key with a colon in it would be read as more than a name.
  checkFieldName(name, `${name}:${text}`);
  return `${name}:${text}`;
}

const withoutName = (field: string) => field.slice(field.indexOf(':') + 1);

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out the keys whose value is undefined. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
