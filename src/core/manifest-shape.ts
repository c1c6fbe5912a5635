import { findNodeAtLocation, parse, parseTree, type ParseError } from 'jsonc-parser';
import { accessLevels, scalarTypes } from '../resource/model.js';
import { UserError } from './errors.js';
import type { Manifest } from './manifest.js';

/** The hashes, of which a manifest was once a part; now they have a file of their own. */
export interface WithHashes {
  readonly files: Readonly<Record<string, string>>;
}

type Path = readonly (string | number)[];
/** Where the check stands: one list for the whole run, as long as the document is deep. */
type Trail = (string | number)[];
type Check = (value: unknown, trail: Trail) => void;

/** Thrown by a check, turned into a sentence with a line and column by `checked`. */
class Misfit extends Error {
  constructor(
    readonly path: Path,
    readonly wanted: string,
  ) {
    super();
  }
}

/** Parses the manifest's text, or says where it is wrong. */
export function checked(text: string, file: string): Manifest & Partial<WithHashes> {
  const value = parsed(text, file);
  try {
    manifest(value, []);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    const place = error.path.length === 0 ? 'The document' : `"${error.path.join('.')}"`;
    throw refusal(`${place} in ${file} must be ${error.wanted} (${positionOf(text, error.path)}).`);
  }
  return value as Manifest & Partial<WithHashes>;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`${file} is not valid JSON (${syntaxError(text)}).`);
  }
}

export function refusal(message: string): UserError {
  return new UserError(
    message,
    'Mend it by hand, or bring back the last good version: git checkout -- .plinth',
  );
}

const fail = (trail: Trail, wanted: string): never => {
  throw new Misfit([...trail], wanted);
};
const string: Check = (value, trail) => void (typeof value === 'string' || fail(trail, 'a string'));
const boolean: Check = (value, trail) => void (typeof value === 'boolean' || fail(trail, 'true or false'));
const hash: Check = (value, trail) =>
  void (
    (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) ||
    fail(trail, 'a sha256 in hexadecimal')
  );
const answer: Check = (value, trail) =>
  void (typeof value === 'string' || typeof value === 'boolean' || fail(trail, 'a string, true or false'));
const oneOf =
  (values: readonly string[]): Check =>
  (value, trail) =>
    void (
      (typeof value === 'string' && values.includes(value)) ||
      fail(trail, `one of ${values.join(', ')}`)
    );
const optional =
  (check: Check): Check =>
  (value, trail) =>
    void (value === undefined || check(value, trail));

function inside(trail: Trail, key: string | number, check: Check, value: unknown): void {
  trail.push(key);
  check(value, trail);
  trail.pop();
}

function recordAt(value: unknown, trail: Trail): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(trail, 'an object');
  return value as Record<string, unknown>;
}
const record =
  (check: Check): Check =>
  (value, trail) => {
    for (const [key, item] of Object.entries(recordAt(value, trail))) inside(trail, key, check, item);
  };
const list =
  (check: Check): Check =>
  (value, trail) => {
    if (!Array.isArray(value)) return fail(trail, 'a list');
    value.forEach((item, index) => inside(trail, index, check, item));
  };
const object =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value, trail) => {
    const found = recordAt(value, trail);
    for (const [key, check] of Object.entries(shape)) inside(trail, key, check, found[key]);
  };

const relation = { name: string, target: string };
const has = object({ ...relation, foreign: string });
const flags = ['optional', 'unique', 'index', 'searchable', 'hidden', 'readonly'];
const fields: Readonly<Record<string, Check>> = {
  scalar: object({
    name: string,
    type: oneOf(scalarTypes),
    values: optional(list(string)),
    ...Object.fromEntries(flags.map((flag) => [flag, boolean])),
  }),
  belongsTo: object({
    ...relation,
    optional: boolean,
    unique: boolean,
    owner: boolean,
    onDelete: oneOf(['cascade', 'restrict', 'setNull']),
    inverse: optional(string),
  }),
  manyToMany: object({ ...relation, inverse: optional(string) }),
  hasMany: has,
  hasOne: has,
};
const knownKind = oneOf(Object.keys(fields));
const field: Check = (value, trail) => {
  const { kind } = recordAt(value, trail);
  inside(trail, 'kind', knownKind, kind);
  fields[String(kind)]?.(value, trail);
};
const resource = object({
  name: string,
  access: oneOf(accessLevels),
  softDelete: boolean,
  tests: boolean,
  fields: list(field),
});
const manifest = object({
  plinth: string,
  name: string,
  framework: string,
  database: string,
  packageManager: oneOf(['npm', 'pnpm', 'yarn', 'bun']),
  features: record(record(answer)),
  resources: record(resource),
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
