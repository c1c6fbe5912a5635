import type { Draft } from '../core/draft.js';
import { type Candidate, listCandidates } from '../edits/list-candidates.js';
import { hasList, type ImportedName, importedListSource, type ListAnchor } from '../edits/list.js';
import { importsName } from '../edits/resolve.js';
import { isRelative, modulePaths } from '../edits/specifier.js';
import { usedPlaces } from '../edits/used.js';
import { entriesOf } from './entries.js';
import type { Order } from './order.js';

export interface ListPlace {
  /** Where the list is looked for first; a project may have moved it. */
  readonly usual: string;
  /** The list of its template, for a file that is not printed yet. */
  readonly list: string;
  /** Text that a file with the list is bound to contain, to find it elsewhere. */
  readonly mark: RegExp;
  readonly anchors: readonly ListAnchor[];
  /** Names the list to the user: 'the list of modules'. */
  readonly what: string;
  /** The files that import it from where it usually is; none where only that file itself uses it. */
  readonly users: readonly string[];
  /** Of classes, or of patterns that name the files of classes: those of TypeORM. */
  readonly globs?: boolean;
  /** What of it comes before what. */
  readonly order?: Order | undefined;
}

export interface FoundIn {
  readonly path: string;
  readonly anchors: readonly ListAnchor[];
  readonly globs?: boolean | undefined;
}

/** Why it cannot be told which list is meant. */
export interface Unclear {
  readonly reason: string;
}

interface InFile {
  readonly path: string;
  readonly candidate: Candidate;
}

/**
 * The list that the program uses: the usual one where its usual users import it and nothing else can be meant, else the one that its entry
 * leads to. Looking at every file takes time, so it is done only where there is a choice.
 */
export function usedList(draft: Draft, place: ListPlace): FoundIn | Unclear | undefined {
  const here = candidatesIn(draft, place.usual, place.anchors);
  const [first] = here;
  if (first !== undefined && areOne(here) && isUsual(draft, place, first)) return listOf(draft, place, first);
  const all = declared([...here, ...candidatesElsewhere(draft, place)]);
  const [only] = all;
  if (only === undefined) return draft.project.has(place.usual) ? atUsual(place) : undefined;
  if (areOne(all)) return listOf(draft, place, only);
  const live = liveOf(draft, all);
  const [used] = live;
  return used !== undefined && areOne(live)
    ? listOf(draft, place, used)
    : unclear(place, live.length > 0 ? live : all);
}

/** Who imports a list has none, where the file that has it was found too. */
function declared(all: readonly InFile[]): readonly InFile[] {
  const own = all.filter(({ candidate }) => !candidate.isPassedOn);
  return own.length > 0 ? own : all;
}

const atUsual = ({ usual, anchors, globs }: ListPlace): FoundIn => ({ path: usual, anchors, globs });

function listOf(
  draft: Draft,
  { anchors, globs }: ListPlace,
  { path, candidate }: InFile,
): FoundIn | undefined {
  const found = followed(draft, { path, anchors: [candidate.anchor] }, anchors);
  return found && { ...found, globs };
}

const idOf = ({ path, candidate }: InFile): string => `${path}: ${candidate.list}`;

const areOne = (all: readonly InFile[]): boolean => new Set(all.map(idOf)).size <= 1;

function unclear({ what }: ListPlace, all: readonly InFile[]): Unclear {
  const named = all.map(({ path, candidate }) =>
    candidate.owner === '' ? path : `${candidate.owner} of ${path}`,
  );
  return { reason: `It cannot be told which is ${what}: ${[...new Set(named)].join(', ')}.` };
}

function candidatesIn(draft: Draft, path: string, anchors: readonly ListAnchor[]): readonly InFile[] {
  const text = draft.project.read(path);
  return text === undefined
    ? []
    : listCandidates(text, path, anchors).map((candidate) => ({ path, candidate }));
}

/** Others may speak of such lists too: the file has to have one. */
function candidatesElsewhere(draft: Draft, { usual, mark, anchors }: ListPlace): readonly InFile[] {
  const sources = draft.project
    .list('src')
    .filter((path) => path !== usual && path.endsWith('.ts') && !/\.(test|spec|d)\.ts$/.test(path));
  return sources.flatMap((path) => {
    const text = draft.project.read(path) ?? '';
    return mark.test(text) && hasList(text, path, anchors) ? candidatesIn(draft, path, anchors) : [];
  });
}

function isUsual(draft: Draft, { usual, users }: ListPlace, { candidate }: InFile): boolean {
  const text = users.map((path) => [path, draft.project.read(path)] as const);
  return (
    users.length === 0 ||
    text.some(([path, source = '']) =>
      importsName(source, path, candidate.owner, (from) => modulePaths(path, from).includes(usual)),
    )
  );
}

/** The candidates that the program's entry leads to; where there are none, those that any script of the project does. */
function liveOf(draft: Draft, all: readonly InFile[]): readonly InFile[] {
  const places = all.map(({ path, candidate }) => ({ path, name: candidate.owner }));
  for (const entries of entriesOf(draft.project)) {
    const used = usedPlaces(places, entries, (path) => draft.project.read(path));
    const live = all.filter(({ path, candidate }) =>
      used.some((place) => place.path === path && place.name === candidate.owner),
    );
    if (live.length > 0) return atTop(live);
  }
  return [];
}

/** A list inside of a function that makes another is none of its own. */
function atTop(live: readonly InFile[]): readonly InFile[] {
  const top = live.filter(({ candidate }) => candidate.isTop);
  return top.length > 0 ? top : live;
}

/** The list that a file imports, in the file of the project that has it. */
export function importedList(
  draft: Draft,
  importer: string,
  { symbol, from }: ImportedName,
): FoundIn | undefined {
  const path = modulePaths(importer, from).find((candidate) => draft.project.has(candidate));
  return path === undefined
    ? undefined
    : followed(draft, { path, anchors: [{ kind: 'variable', name: symbol }] }, []);
}

/** Through the files that only pass the list on. One that is not there, or not the project's own, ends the search. */
function followed(
  draft: Draft,
  found: FoundIn,
  usual: readonly ListAnchor[],
  depth = 0,
): FoundIn | undefined {
  const { path, anchors } = found;
  const imported = importedListSource(draft.project.read(path) ?? '', path, anchors);
  if (imported === undefined || depth > 8) return found;
  const next = modulePaths(path, imported.from).find((candidate) => draft.project.has(candidate));
  if (next === undefined) return isRelative(imported.from) ? undefined : found;
  const named: readonly ListAnchor[] = [{ kind: 'variable', name: imported.symbol }];
  const isNamed = listCandidates(draft.project.read(next) ?? '', next, named).length > 0;
  return followed(draft, { path: next, anchors: isNamed ? named : [...usual, ...named] }, usual, depth + 1);
}
