import { findNodeAtLocation, parse, parseTree, type ParseError } from 'jsonc-parser';
import {
  accessLevels,
  actionDoers,
  comparisons,
  deletionRules,
  operations,
  type Resource,
  type ScalarField,
  scalarTypes,
} from '../resource/model.js';
import { UserError } from './errors.js';
import { isRecord } from './is-record.js';

/** What is installed, with which answers, by which version. Never a secret. */
export interface Manifest {
  /** The version of Plinth that wrote it. */
  readonly plinth: string;
  readonly name: string;
  readonly framework: string;
  readonly database: string;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly features: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  /** What people added to the user entity; only where they did. */
  readonly user?: { readonly fields: readonly ScalarField[] };
  /** What people of the project's own roles are granted, by role; only where it has some. */
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** The hashes, of which a manifest was once a part; now they have a file of their own. */
export interface WithHashes {
  readonly files: Readonly<Record<string, string>>;
}

type Path = readonly (string | number)[];

/** What is wrong with a value, and where below it. */
interface Misfit {
  readonly wanted: string;
  readonly path: Path;
}

/** Undefined for a value that fits: of thousands, all do, so the place of one that does not is put together on the way back. */
type Check = (value: unknown) => Misfit | undefined;

/** The manifest's own file: features and resources have files of their own, but in one that an older Plinth wrote. */
export type ManifestFile = Omit<Manifest, 'features' | 'resources'> &
  Partial<Pick<Manifest, 'features' | 'resources'> & WithHashes>;

/** Parses the text of the manifest's own file, or says where it is wrong. */
export const checked = (text: string, file: string): ManifestFile =>
  fitting(manifest, text, file) as ManifestFile;

/** Parses the text of a feature's file. */
export const checkedAnswers = (text: string, file: string): Manifest['features'][string] =>
  fitting(whole.answers, text, file) as Manifest['features'][string];

/** Parses the text of a resource's file, which is called as the resource is. */
export function checkedResource(text: string, file: string, name: string): Resource {
  const value = fitting(resource, text, file) as Resource;
  if (value.name === name) return value;
  throw refusal(`"name" in ${file} must be ${name}, as the file is called (${positionOf(text, ['name'])}).`);
}

function fitting(check: Check, text: string, file: string): unknown {
  const value = parsed(text, file);
  const found = check(value);
  if (found === undefined) return value;
  const { path, wanted } = found;
  const place = path.length === 0 ? 'The document' : `"${path.join('.')}"`;
  throw refusal(`${place} in ${file} must be ${wanted} (${positionOf(text, path)}).`);
}

function parsed(text: string, file: string): unknown {
  refuseConflicts(text, file);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`${file} is not valid JSON (${syntaxError(text)}).`);
  }
}

/** Both sides are wanted nearly always: each branch added something of its own. */
export function refuseConflicts(text: string, file: string): void {
  const at = text.search(/^(?:<{7}|={7}|>{7})(?: |\r?$)/m);
  if (at === -1) return;
  throw new UserError(
    `${file} has merge conflicts (${lineAndColumn(text, at)}).`,
    'Settle it first: plinth resolve keeps what both sides added. Or do so by hand and remove the conflict markers, then run the command again.',
  );
}

export function refusal(message: string): UserError {
  return new UserError(message, 'Fix it by hand, or restore the last good version: git checkout -- .plinth');
}

const misfit = (wanted: string): Misfit => ({ wanted, path: [] });
const below = (key: string | number, { wanted, path }: Misfit): Misfit => ({ wanted, path: [key, ...path] });

export const string: Check = (value) => (typeof value === 'string' ? undefined : misfit('a string'));
const boolean: Check = (value) => (typeof value === 'boolean' ? undefined : misfit('true or false'));
const hash: Check = (value) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? undefined : misfit('a sha256 in hexadecimal');
const answer: Check = (value) =>
  typeof value === 'string' || typeof value === 'boolean' ? undefined : misfit('a string, true or false');
export const oneOf =
  (values: readonly (string | number)[]): Check =>
  (value) =>
    values.some((one) => one === value) ? undefined : misfit(`one of ${values.join(', ')}`);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

export const record =
  (check: Check): Check =>
  (value) => {
    if (!isRecord(value)) return misfit('an object');
    for (const key of Object.keys(value)) {
      const found = check(value[key]);
      if (found !== undefined) return below(key, found);
    }
    return undefined;
  };
/** A record whose keys may be names of files. */
const named = (check: Check): Check => {
  const values = record(check);
  return (value) => {
    const found = values(value);
    if (found !== undefined) return found;
    const odd = Object.keys(value as object).find((key) => !isPartName(key));
    return odd === undefined ? undefined : below(odd, misfit('called by letters, digits, _ and -'));
  };
};
/** Whether a feature or a resource can be called so. */
export const isPartName = (name: string): boolean => /^\w[\w-]*$/.test(name) && name !== '__proto__';
export const list =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return misfit('a list');
    for (let index = 0; index < value.length; index += 1) {
      const found = check(value[index]);
      if (found !== undefined) return below(index, found);
    }
    return undefined;
  };
export function object(shape: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(shape);
  return (value) => {
    if (!isRecord(value)) return misfit('an object');
    for (const [key, check] of entries) {
      const found = check(value[key]);
      if (found !== undefined) return below(key, found);
    }
    return undefined;
  };
}

const relation = { name: string, target: string };
const has = object({ ...relation, foreign: string });
const flags = ['optional', 'unique', 'index', 'searchable', 'sortable', 'hidden', 'readonly'];
const fields: Readonly<Record<string, Check>> = {
  scalar: object({
    name: string,
    type: oneOf(scalarTypes),
    lookup: optional(boolean),
    values: optional(list(string)),
    ...Object.fromEntries(flags.map((flag) => [flag, boolean])),
  }),
  belongsTo: object({
    ...relation,
    optional: boolean,
    unique: boolean,
    owner: boolean,
    onDelete: oneOf(deletionRules),
    inverse: optional(string),
  }),
  manyToMany: object({ ...relation, inverse: optional(string) }),
  hasMany: has,
  hasOne: has,
};
const kind = object({ kind: oneOf(Object.keys(fields)) });
const field: Check = (value) => kind(value) ?? fields[(value as { readonly kind: string }).kind]?.(value);
const isColumn = object({ kind: oneOf(['scalar']) });
const column: Check = (value) => isColumn(value) ?? fields['scalar']?.(value);
const action = object({
  name: string,
  by: oneOf(actionDoers),
  transition: optional(object({ field: string, from: list(string), to: string })),
  body: list(column),
});
const resource = object({
  name: string,
  plural: optional(string),
  path: optional(string),
  access: oneOf(accessLevels),
  operations: optional(list(oneOf(operations))),
  visible: optional(object({ field: string, values: optional(list(string)) })),
  softDelete: boolean,
  tests: boolean,
  fields: list(field),
  unique: optional(list(list(string))),
  indexes: optional(list(list(string))),
  checks: optional(list(object({ field: string, operator: oneOf(comparisons), other: string }))),
  actions: optional(list(action)),
});
/** What one feature, the fields of the user, the roles of users, and one resource of a manifest are. */
export const whole = {
  answers: record(answer),
  user: object({ fields: list(column) }),
  roles: record(list(string)),
  resource,
};
const manifest = object({
  plinth: string,
  name: string,
  framework: string,
  database: string,
  packageManager: oneOf(['npm', 'pnpm', 'yarn', 'bun']),
  features: optional(named(whole.answers)),
  user: optional(whole.user),
  roles: optional(whole.roles),
  resources: optional(named(resource)),
  files: optional(record(hash)),
});

function syntaxError(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  return lineAndColumn(text, errors[0]?.offset ?? 0);
}

/** Where the value at `path` is, or the nearest of its parents that is there. */
function positionOf(text: string, path: Path): string {
  const tree = parseTree(text);
  for (let depth = path.length; tree !== undefined && depth > 0; depth -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node !== undefined) return lineAndColumn(text, node.offset);
  }
  return lineAndColumn(text, tree?.offset ?? 0);
}

export function lineAndColumn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
