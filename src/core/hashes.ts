import { hashOf } from './bytes.js';
import { plinthFolder } from './journal.js';
import { parsedOnce } from './parsed-once.js';
import { lineAndColumn, refusal, refuseConflicts } from './manifest-shape.js';
import type { Change, Project } from './project.js';

/** Beside the manifest: the sha256 of each file as Plinth last generated it, as `sha256sum` writes and checks it, sorted by path. */
export const hashesPath = `${plinthFolder}/files.sha256`;

/**
 * The list of hashes; empty where there is none. It is read and edited as text: a project has thousands of files, and a command changes
 * the lines of a dozen.
 */
export function readHashes(project: Project): string {
  return parsedOnce(hashesPath, project.read(hashesPath) ?? '', checkedList);
}

function checkedList(found: string): string {
  const text = found.replaceAll('\r\n', '\n');
  refuseConflicts(text, hashesPath);
  const list = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const wrong = list.search(/^(?![0-9a-f]{64} {2}.)/m);
  if (wrong === -1 || wrong === list.length) return list;
  throw refusal(
    `A line of ${hashesPath} must be a sha256 in hexadecimal, two spaces and a path (${lineAndColumn(list, wrong)}).`,
  );
}

/** A list of these hashes. */
export function listed(hashes: Readonly<Record<string, string>>): string {
  return hashesWith('', new Map(Object.entries(hashes)));
}

/** What Plinth generates as a file now, by its path; undefined where it does not any more. */
export type Generated = ReadonlyMap<string, string | undefined>;

/**
 * The list after the changes. A file edited by hand keeps its old hash; one that Plinth did not generate gets none, nor does our own
 * bookkeeping.
 */
export function hashesAfter(
  list: string,
  changes: readonly Change[],
  generated: Generated = new Map(),
): string {
  const lines = new Map<string, string | undefined>();
  for (const change of changes) {
    if (change.path.startsWith(`${plinthFolder}/`)) continue;
    if (change.kind === 'remove') lines.set(change.path, undefined);
    else if (change.kind === 'create' || hashesIn(list, change.path).includes(hashOf(change.before)))
      lines.set(change.path, hashOf(change.after));
  }
  for (const [path, text] of generated) lines.set(path, text === undefined ? undefined : hashOf(text));
  return hashesWith(list, lines);
}

const hashLength = 64;
const pathFrom = hashLength + 2;

/** Where the lines of a path begin. Not searched by halves: a merge may have left the lines out of order, and two of one path. */
function linesOf(list: string, path: string): readonly number[] {
  const end = `  ${path}\n`;
  const starts: number[] = [];
  for (let at = list.indexOf(end); at !== -1; at = list.indexOf(end, at + 1)) {
    const start = at - hashLength;
    if (start === 0 || list[start - 1] === '\n') starts.push(start);
  }
  return starts;
}

/** The hashes of a file as it was last generated: one, or, where git has merged two branches that each changed it, one of each. */
export const hashesIn = (list: string, path: string): readonly string[] =>
  linesOf(list, path).map((start) => list.slice(start, start + hashLength));

/** The hash of a file as it was last generated. */
export const hashIn = (list: string, path: string): string | undefined => hashesIn(list, path)[0];

/** The list in which each path has its hash, or no line where it has none. */
export function hashesWith(list: string, hashes: ReadonlyMap<string, string | undefined>): string {
  const places = [...hashes].flatMap(([path, hash]) => placesFor(list, path, hash));
  let result = '';
  let done = 0;
  for (const { at, until, line } of places.sort(inOrder)) {
    result += list.slice(done, at) + line;
    done = until;
  }
  return result + list.slice(done);
}

interface Place {
  readonly path: string;
  readonly at: number;
  readonly until: number;
  readonly line: string;
}

/** A new line goes before the one that stands at its place. */
const inOrder = (one: Place, other: Place): number =>
  one.at - other.at || one.until - other.until || (one.path < other.path ? -1 : 1);

/** The line of a path goes where its first one is; others of it go. */
function placesFor(list: string, path: string, hash: string | undefined): readonly Place[] {
  const line = hash === undefined ? '' : `${hash}  ${path}\n`;
  const known = linesOf(list, path);
  if (known.length === 0) {
    const at = placeAmong(list, path);
    return [{ path, at, until: at, line }];
  }
  return known.map((at, index) => ({
    path,
    at,
    until: list.indexOf('\n', at) + 1,
    line: index === 0 ? line : '',
  }));
}

/** Where the line of a new path goes. */
function placeAmong(list: string, path: string): number {
  let from = 0;
  let until = list.length;
  while (from < until) {
    const start = list.lastIndexOf('\n', ((from + until) >> 1) - 1) + 1;
    const end = list.indexOf('\n', start);
    if (list.slice(start + pathFrom, end) < path) from = end + 1;
    else until = start;
  }
  return from;
}
