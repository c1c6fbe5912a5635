// The package's own entry loads thirty files; these two are what we use.
import { applyPatch } from 'diff/lib/patch/apply.js';
import { createTwoFilesPatch } from 'diff/lib/patch/create.js';
import { hashOf } from './bytes.js';
import { UserError } from './errors.js';
import { hashesPath, hashIn, readHashes } from './hashes.js';
import { plinthFolder } from './journal.js';
import { isBookkeeping, isOneFile, readManifest } from './manifest.js';
import { type Manifest, list, object, oneOf, optional, record, string, whole } from './manifest-shape.js';
import { type Plan, planOf } from './plan.js';
import type { Change, Project } from './project.js';

export const historyFolder = `${plinthFolder}/history`;

const FORMAT = 1;
const MOST_KEPT = 50;

/** What is needed to take the change of one file back. */
export type FileRecord =
  | { readonly kind: 'create'; readonly path: string; readonly after: string }
  | {
      readonly kind: 'update';
      readonly path: string;
      /** The text before the command. */
      readonly before: string;
      /** A unified diff that makes of it what the command left. */
      readonly patch: string;
      /** The sha256 of what the command left. */
      readonly after: string;
    }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string };

/** One command, as `.plinth/history` has it. */
export interface HistoryEntry {
  readonly format: typeof FORMAT;
  /** The version of Plinth that ran it. */
  readonly plinth: string;
  /** The command line without `plinth`, with every answer in it. */
  readonly command: string;
  /** When, as ISO 8601. */
  readonly at: string;
  /** What the manifest said before of what the command changed; null for what was not there. */
  readonly manifest?: {
    readonly plinth: string;
    readonly features: Readonly<Record<string, Manifest['features'][string] | null>>;
    readonly user?: NonNullable<Manifest['user']> | null;
    readonly roles?: NonNullable<Manifest['roles']> | null;
    readonly resources: Readonly<Record<string, Manifest['resources'][string] | null>>;
  };
  /** The lines of the list of hashes before, by path; null where there was none. */
  readonly hashes?: Readonly<Record<string, string | null>>;
  readonly files: readonly FileRecord[];
}

/** An entry, and where it lies. */
export interface Recorded {
  readonly path: string;
  readonly entry: HistoryEntry;
}

/** What a command says of itself. */
export type Told = Pick<HistoryEntry, 'plinth' | 'command'> & { readonly at: Date };

/** The plan with an entry of what it does, so that it can be taken back; the oldest entries go. */
export function withHistory(plan: Plan, told: Told): Plan {
  if (plan.changes.length === 0) return plan;
  const paths = entryPaths(plan.project);
  const entry = entryOf(plan, told);
  const path = `${historyFolder}/${stampAfter(paths, told.at)}-${slugOf(told.command)}.json`;
  const oldest = paths.slice(0, Math.max(0, paths.length + 1 - MOST_KEPT));
  const kept = oldest.reduce((project, old) => project.remove(old), plan.project);
  const project = kept.write(path, `${JSON.stringify(entry, undefined, 2)}\n`);
  return planOf(project, plan);
}

/** The commands of a project, the last first. Throws a UserError where an entry cannot be read. */
export const historyOf = (project: Project): readonly Recorded[] =>
  entryPaths(project)
    .toReversed()
    .map((path) => ({ path, entry: readEntry(path, project.read(path) ?? '') }));

/** As the command left the file. Throws a UserError where the record does not lead there. */
export function leftBy(record: Extract<FileRecord, { kind: 'update' }>, path: string): string {
  const text = applyPatch(record.before, record.patch, { autoConvertLineEndings: false });
  if (text !== false && hashOf(text) === record.after) return text;
  throw broken(path, `what it says of ${record.path} does not fit together`);
}

const entryPaths = (project: Project): readonly string[] =>
  [...project.list(historyFolder)].filter((path) => path.endsWith('.json')).sort();

/** Later than all others, whatever the clock says. */
function stampAfter(paths: readonly string[], at: Date): string {
  const last = Number(/\/(\d{13})-[^/]*$/.exec(paths.at(-1) ?? '')?.[1] ?? 0);
  return String(Math.max(at.getTime(), last + 1)).padStart(13, '0');
}

const slugOf = (command: string): string =>
  command
    .split(' ')
    .slice(0, 3)
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);

function entryOf({ changes, project }: Plan, { plinth, command, at }: Told): HistoryEntry {
  const old = project.asFound();
  const before = readManifest(old);
  // Where there was no list of hashes, or no manifest as it is written today, their files are taken back as a whole.
  const isDerived = before !== undefined && old.has(hashesPath) && !isOneFile(old);
  const isOther = ({ path }: Change): boolean => !isBookkeeping(path);
  return {
    format: FORMAT,
    plinth,
    command,
    at: at.toISOString(),
    ...(isDerived && { manifest: changedIn(before, readManifest(project) ?? before) }),
    ...(isDerived && { hashes: changedHashes(readHashes(old), readHashes(project)) }),
    files: (isDerived ? changes.filter(isOther) : changes).map(recordOf),
  };
}

function changedIn(before: Manifest, after: Manifest): NonNullable<HistoryEntry['manifest']> {
  return {
    plinth: before.plinth,
    features: changedKeys(before.features, after.features),
    ...changedPart('user', before, after),
    ...changedPart('roles', before, after),
    resources: changedKeys(before.resources, after.resources),
  };
}

/** Of what a manifest may have or not: what it had. */
const changedPart = (key: 'user' | 'roles', before: Manifest, after: Manifest) =>
  JSON.stringify(before[key]) === JSON.stringify(after[key]) ? {} : { [key]: before[key] ?? null };

function changedKeys<V>(
  before: Readonly<Record<string, V>>,
  after: Readonly<Record<string, V>>,
): Record<string, V | null> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, before[key] ?? null]));
}

function changedHashes(before: string, after: string): Record<string, string | null> {
  const [old, now] = [before, after].map((text) => new Set(text.split('\n')));
  const changed = [...(old ?? []), ...(now ?? [])].filter((line) => !(old?.has(line) && now?.has(line)));
  const paths = [...new Set(changed.map((line) => line.slice(line.indexOf('  ') + 2)))].filter(Boolean);
  return Object.fromEntries(paths.sort().map((path) => [path, hashIn(before, path) ?? null]));
}

function recordOf(change: Change): FileRecord {
  const { path } = change;
  if (change.kind === 'create') return { kind: 'create', path, after: hashOf(change.after) };
  if (change.kind === 'remove') return { kind: 'remove', path, before: change.before };
  const { before, after } = change;
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 });
  return { kind: 'update', path, before, patch, after: hashOf(after) };
}

const orNull =
  (check: ReturnType<typeof list>): ReturnType<typeof list> =>
  (value) =>
    value === null ? undefined : check(value);

const shapes = {
  create: object({ path: string, after: string }),
  update: object({ path: string, before: string, patch: string, after: string }),
  remove: object({ path: string, before: string }),
};
const kind = object({ kind: oneOf(Object.keys(shapes)) });
const entryShape = object({
  format: oneOf([FORMAT]),
  plinth: string,
  command: string,
  at: string,
  manifest: optional(
    object({
      plinth: string,
      features: record(orNull(whole.answers)),
      user: optional(orNull(whole.user)),
      resources: record(orNull(whole.resource)),
    }),
  ),
  hashes: optional(record(orNull(string))),
  files: list((value) => kind(value) ?? shapes[(value as FileRecord).kind](value)),
});

function readEntry(path: string, text: string): HistoryEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken(path, 'it is not valid JSON');
  }
  const misfit = entryShape(value);
  if (misfit === undefined) return value as HistoryEntry;
  const place = misfit.path.length === 0 ? 'the document' : `"${misfit.path.join('.')}"`;
  throw broken(path, `${place} must be ${misfit.wanted}`);
}

const broken = (path: string, why: string): UserError =>
  new UserError(
    `${path} cannot be used: ${why}.`,
    `Restore it, for example with: git checkout -- ${path}. Without it, take changes back with git.`,
  );
