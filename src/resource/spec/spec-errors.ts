import type { z } from 'zod';
import type { UsageError } from '../../core/errors.js';
import { MOST_TOLD } from '../mistakes.js';
import { mistakeAt, type SpecDocument } from './spec-document.js';
import { actionSchema, resourceSchema, specSchema } from './spec-schema.js';
import { listKinds } from '../field-lists.js';
import { operations } from '../model.js';
import { operationRemedy } from '../operations.js';
import { oneOf, quote, suggestion } from '../wording.js';

type Issue = z.core.$ZodIssue;

type UnknownKeys = Extract<Issue, { code: 'unrecognized_keys' }>;

/** All that is wrong with a spec's shape, in the words of its writer. */
export function shapeErrors(document: SpecDocument, { issues }: z.ZodError): readonly UsageError[] {
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const others = issues.filter(
    (issue) => issue.code !== 'unrecognized_keys' && !isMisspelt(document, issue, unknown),
  );
  const mistakes = [
    ...unknown.flatMap((issue) => issue.keys.map((key) => () => unknownKey(document, issue, key))),
    ...others.map((issue) => () => wrongValue(document, issue)),
  ];
  // To find the place of each of thousands takes minutes.
  return mistakes.slice(0, MOST_TOLD + 1).map((mistake) => mistake());
}

/** A misspelt key is why another one is missing. */
function isMisspelt({ value }: SpecDocument, { path }: Issue, unknown: readonly UnknownKeys[]): boolean {
  const parent = path.slice(0, -1).join('.');
  return valueAt(value, path) === undefined && unknown.some((issue) => issue.path.join('.') === parent);
}

function unknownKey(document: SpecDocument, issue: UnknownKeys, key: string): UsageError {
  const known = knownKeys(issue.path);
  const where = issue.path.length === 0 ? '' : ` in ${named(issue.path)}`;
  return mistakeAt(document, [...issue.path, key], 'key', {
    message: `there is no key ${quote(key)}${where}.`,
    remedy: suggestion(key, known, `The keys are ${known.join(', ')}.`),
  });
}

function wrongValue(document: SpecDocument, issue: Issue): UsageError {
  const value = valueAt(document.value, issue.path);
  const name = issue.path.length === 0 ? 'the file' : named(issue.path);
  const isMissing = value === undefined;
  return mistakeAt(document, issue.path, isMissing ? 'key' : 'value', {
    message: `${name} ${isMissing ? 'is missing' : fault(issue, value)}.`,
    remedy: remedyOf(issue, value),
  });
}

function fault(issue: Issue, value: unknown): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message;
  if (issue.code === 'invalid_value') return `cannot be ${shown(value)}`;
  if (issue.code === 'invalid_type')
    return `must be ${kinds[issue.expected] ?? issue.expected}, not ${shown(value)}`;
  return `cannot be ${shown(value)}`;
}

function remedyOf(issue: Issue, value: unknown): string {
  if (issue.path[0] === 'resources' && issue.path[2] === 'operations') return operationsRemedy(issue, value);
  if (issue.path[0] === 'resources' && listKinds.some((kind) => kind === issue.path[2]))
    return 'Write lists of fields: [[order, product]]. A single field says it itself: title: string:unique.';
  if (issue.path[0] === 'resources' && issue.path[2] === 'checks')
    return "Write a list of comparisons: ['startsAt < endsAt'].";
  if (issue.path[0] === 'resources' && issue.path[2] === 'actions' && issue.code !== 'invalid_value')
    return 'Write actions by name: publish: { from: draft, to: published, by: owner }, or checkout: {}.';
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    return suggestion(String(value), allowed, `Use ${oneOf(allowed)}.`);
  }
  if (issue.code === 'invalid_type' && issue.expected === 'boolean') return 'Use true or false.';
  if (issue.code === 'invalid_type' && issue.expected === 'array') return 'Write a list: [auth-jwt, docker].';
  const [top, , key] = issue.path;
  if (top === 'resources' && key === 'fields' && issue.path.length === 4) {
    return 'Write a type, for example string:max=200; inside { } a value with a comma stands in quotes.';
  }
  if (top === 'user' && issue.path.length > 2)
    return 'Write a type, for example string:max=80:optional; inside { } a value with a comma stands in quotes.';
  if (top === 'user') return 'Write fields: { bio: text:optional }.';
  if (top === 'roles') return "Write lists of permissions: editor: [posts:*, '*:read'].";
  if (top === 'resources' && (key === 'fields' || issue.path.length === 2))
    return 'Write fields: { title: string }.';
  return 'See docs/resources.md, "Spec file".';
}

function operationsRemedy({ code, path }: Issue, value: unknown): string {
  if (path.length > 3) return operationRemedy(String(value));
  if (code === 'invalid_type') return 'Write a list: [list, get, create].';
  return `Name each once, some of ${operations.join(', ')}; without "operations" a resource has all of them.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(specSchema.shape).filter((key) => key !== '$schema');
  if (path[0] === 'user') return ['fields'];
  if (path[2] === 'actions') return Object.keys(actionSchema.shape);
  return Object.keys(resourceSchema.shape);
}

/** `resources.Post.fields.title`, cut where a key is long. */
const named = (path: readonly PropertyKey[]) => quote(path.map(String).join('.'));

const shown = (value: unknown) =>
  typeof value === 'string'
    ? quote(value)
    : value === null
      ? 'empty'
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? 'a map'
          : String(value);

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
