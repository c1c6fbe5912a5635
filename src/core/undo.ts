import { hashOf } from './bytes.js';
import type { ManualStep } from './draft.js';
import { hashesIn, hashesPath, hashesWith, readHashes } from './hashes.js';
import { type FileRecord, leftBy, type Recorded } from './history.js';
import { manifestWritten, readManifest } from './manifest.js';
import type { Versions } from './merge.js';
import type { Project } from './project.js';

/** What taking commands back comes to. */
export interface Undone {
  readonly project: Project;
  readonly manual: readonly ManualStep[];
}

interface Undoing {
  /** The three versions of a file as one; undefined where they cannot be. */
  merge(path: string, versions: Versions): string | undefined;
  /** Files that stay though the command has made them. */
  readonly keeps: ReadonlySet<string>;
  /** What a file is to be again: as it was, with what stays. */
  before(record: Extract<FileRecord, { kind: 'update' }>): string;
}

/** Takes one command back: what nobody has touched is as it was, what somebody edited is merged or left with a step by hand. */
export function takenBack(start: Project, { path, entry }: Recorded, undoing: Undoing): Undone {
  const manual: ManualStep[] = [];
  let project = start.remove(path);
  for (const record of entry.files) {
    if (undoing.keeps.has(record.path)) continue;
    const now = project.read(record.path);
    const outcome = outcomeOf(record, now, path, undoing);
    if (outcome === undefined) continue;
    if ('reason' in outcome) manual.push({ path: record.path, ...outcome });
    else
      project =
        outcome.text === undefined ? project.remove(record.path) : project.write(record.path, outcome.text);
  }
  return { project: bookkept(project, start, entry, undoing.keeps), manual };
}

type Outcome = { readonly text: string | undefined } | Omit<ManualStep, 'path'>;

/** What becomes of a file; undefined where there is nothing to do. */
function outcomeOf(
  record: FileRecord,
  now: string | undefined,
  entry: string,
  { merge, before }: Undoing,
): Outcome | undefined {
  const { path } = record;
  if (record.kind === 'remove') {
    if (now === undefined) return { text: record.before };
    if (now === record.before) return undefined;
    return {
      what: `bring back what ${path} was`,
      reason: `another ${path} is there now.`,
      snippet: record.before,
    };
  }
  const base = record.kind === 'update' ? leftBy(record, entry) : '';
  if (now === undefined) return undefined;
  const isUntouched = hashOf(now) === record.after;
  if (record.kind === 'create') {
    if (isUntouched) return { text: undefined };
    return { what: `delete ${path}`, reason: `${path} was edited since.`, snippet: '' };
  }
  const theirs = before(record);
  if (isUntouched) return { text: theirs };
  const text = merge(path, { mine: now, base, theirs });
  if (text !== undefined) return { text };
  return {
    what: `take this change of ${path} back`,
    reason: `its lines in ${path} were edited since.`,
    snippet: record.patch,
  };
}

/** Where the entry does not say, the command left it alone. */
const valueBefore = <V>(recorded: V | null | undefined, now: V | undefined): V | undefined =>
  recorded === undefined ? now : (recorded ?? undefined);

/** The manifest and the list of hashes, by what they say and not by their lines: other commands may have changed both since. */
function bookkept(
  project: Project,
  start: Project,
  entry: Recorded['entry'],
  keeps: ReadonlySet<string>,
): Project {
  const manifest = readManifest(project);
  let after = project;
  if (entry.manifest !== undefined && manifest !== undefined) {
    const { user: userNow, roles: rolesNow, ...others } = manifest;
    const user = valueBefore(entry.manifest.user, userNow);
    const roles = valueBefore(entry.manifest.roles, rolesNow);
    const before = {
      ...others,
      ...(user !== undefined && { user }),
      ...(roles !== undefined && { roles }),
      plinth: entry.manifest.plinth,
      features: withKeys(manifest.features, entry.manifest.features),
      resources: withKeys(manifest.resources, entry.manifest.resources),
    };
    after = manifestWritten(before, after);
  }
  if (entry.hashes === undefined || !project.has(hashesPath)) return after;
  const list = readHashes(project);
  // A file that was as generated is so again, whatever has become of it.
  const isGenerated = (path: string): boolean => {
    const text = start.read(path);
    return text !== undefined && hashesIn(list, path).includes(hashOf(text));
  };
  const lines = Object.entries(entry.hashes)
    .filter(([path]) => !keeps.has(path))
    .map(([path, hash]) => {
      const text = hash !== null && isGenerated(path) ? project.read(path) : undefined;
      return [path, text === undefined ? (hash ?? undefined) : hashOf(text)] as const;
    });
  return after.write(hashesPath, hashesWith(list, new Map(lines)));
}

function withKeys<V>(
  now: Readonly<Record<string, V>>,
  before: Readonly<Record<string, V | null>>,
): Record<string, V> {
  const merged: Record<string, V | null> = { ...now, ...before };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
}
