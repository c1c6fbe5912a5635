import type { ManualStep } from '../../core/draft.js';
import type { Generated } from '../../core/hashes.js';
import { isAsGenerated, isGenerated, isMergedByGit } from '../../core/manifest.js';
import type { Project } from '../../core/project.js';
import type { Existing } from '../project/existing.js';
import { bareLine } from './bare-lines.js';
import { type FileChange, fileStep } from './file-steps.js';
import { linesEdited, mergedSides, placeOf } from './merged-sides.js';
import { withoutUnused } from './shared-parts.js';
import type { Moved } from './renamed-modules.js';
import type { ModelChange } from './model-change.js';
import type { Model } from './model.js';
import { type Format, Stages } from './stages.js';

/** The project with the files of resources brought up to date. */
export interface UpToDate {
  readonly project: Project;
  /** Of files that were merged, or are left. */
  readonly generated: Generated;
  /** Files that are not needed any more, also where they were edited and are left. */
  readonly gone: ReadonlySet<string>;
  readonly manual: readonly ManualStep[];
}

/** The resources of a project before and after a change. */
export interface Models {
  readonly before: Model;
  readonly after: Model;
}

/**
 * Brings the files of resources up to date by a three-way merge: what Plinth wrote of them is rendered again, what it would write now is
 * too, and the difference goes into the files as they are. Where nothing tells what a file was when it was written, and where both sides
 * changed the same words, the file is left alone and the difference becomes a manual step.
 */
export async function upToDate(
  change: ModelChange,
  models: Models,
  moved: Moved,
  existing: Existing,
): Promise<UpToDate> {
  let { project } = moved;
  const generated = new Map<string, string | undefined>();
  const gone = new Set<string>();
  const manual: ManualStep[] = [];
  for (const name of change.affected) {
    const one = await resourceUpToDate({ name, change, moved, ...models }, { ...existing, project });
    project = one.project;
    manual.push(...one.manual);
    for (const [path, text] of one.generated) generated.set(path, text);
    for (const path of one.gone) gone.add(path);
  }
  // What somebody put beside the files of a resource goes along, and stays theirs.
  const isOurs = isGenerated(existing.project);
  for (const [origin, path] of moved.paths) if (!isOurs(origin)) generated.set(path, undefined);
  return { project: withoutUnused(project, existing), generated, gone, manual };
}

/** What Plinth would write as a file of a resource of the model, each rendered once; undefined where a file is of none. */
export function writtenFiles(
  model: Model,
  existing: Existing,
): (path: string) => Promise<string | undefined> {
  const known = new Map<string, Stages>();
  return async (path) => {
    const name = model.owner(path);
    if (name === undefined) return undefined;
    const stages =
      known.get(name) ??
      new Stages({ name, model, later: model.pointingLater(name) }, existing, existing.parts.format);
    known.set(name, stages);
    return (await stages.texts()).get(path);
  };
}

interface Task extends Models {
  readonly name: string;
  readonly change: ModelChange;
  readonly moved: Moved;
}

async function resourceUpToDate(task: Task, existing: Existing): Promise<UpToDate> {
  const inStyle = [existing.parts.format, existing.parts.formatAsCreated].map((format) =>
    bothOf(task, existing, format),
  );
  const [current] = inStyle;
  if (current === undefined) throw new Error('There is no format.');
  const isOurs = isGenerated(existing.project);
  const [olds, news] = [await current.old.texts(), await current.now.texts()];
  const manual: ManualStep[] = [];
  const generated = new Map<string, string | undefined>();
  const gone = new Set<string>();
  let { project } = existing;
  if (olds.size === 0) manual.push(foreignStep(task));
  const { paths } = task.moved;
  const nextOf = (path: string): string => paths.get(path) ?? path;
  const origins = new Map([...olds.keys()].map((path) => [nextOf(path), path]));
  for (const path of new Set([...origins.keys(), ...news.keys()])) {
    const origin = origins.get(path) ?? path;
    const [was, theirs] = [olds.get(origin), news.get(path)];
    const isSame = was === theirs && origin === path;
    if (isSame || !(was === undefined || isOurs(origin))) continue;
    const sides = was === undefined ? [] : await sidesOf({ origin, path }, inStyle, task, existing);
    const [written] = sides;
    const place = written === undefined ? path : placeOf(path, written.base, project);
    const mine = project.read(place);
    if (theirs === undefined) {
      gone.add(place);
      generated.set(path, undefined);
      if (mine === undefined) continue;
    }
    const outcome =
      was === undefined && mine === undefined ? { text: theirs } : outcomeOf(place, mine, sides, task);
    if ('reason' in outcome) {
      const change = written ?? { base: was ?? '', theirs };
      manual.push(fileStep(place, outcome.reason, change));
    } else {
      project = outcome.text === undefined ? project.remove(place) : project.write(place, outcome.text);
    }
    // Of a file that was as Plinth wrote it, the commit itself tells the hash.
    const isEdited = place !== path || written?.base !== mine;
    if (isEdited && theirs !== undefined) generated.set(path, written?.theirs ?? theirs);
  }
  return { project, generated, gone, manual };
}

/** A resource's files before and after, in one style. */
interface Both {
  readonly old: Stages;
  readonly now: Stages;
}

function bothOf({ name, change, before, after }: Task, existing: Existing, format: Format): Both {
  const was = change.wasCalled(name);
  const later = before.pointingLater(was);
  const called = later.map((other) => change.called.get(other) ?? other);
  return {
    old: new Stages({ name: was, model: before, later }, existing, format),
    // Those that point at it from now on add their side themselves, as when they are made.
    now: new Stages({ name, model: after, later: called }, existing, format),
  };
}

/**
 * What Plinth wrote as a file, as its hash says, and what it would write now: in the style that it was written in, and in that of the
 * project now, since somebody may have formatted it. Nothing where no text has the hash.
 *
 * @param origin the file as it was called before.
 */
async function sidesOf(
  { origin, path }: { readonly origin: string; readonly path: string },
  inStyle: readonly Both[],
  { moved }: Task,
  { project, writtenBefore }: Existing,
): Promise<readonly FileChange[]> {
  const fits = isAsGenerated(project);
  // What two branches together come to has no hash, and is what is rendered of both.
  const isOfBoth = isMergedByGit(project)(origin);
  for (const written of inStyle) {
    const stage = isOfBoth
      ? written.old.latest
      : await written.old.find((texts) => fits(origin, texts.get(origin) ?? ''));
    if (stage === undefined) continue;
    const styles = [written, ...inStyle.filter((other) => other !== written)];
    return Promise.all(
      styles.map(async ({ old, now }) => ({
        base: moved.text(origin, (await old.texts(stage)).get(origin) ?? ''),
        theirs: (await now.texts(stage)).get(path),
      })),
    );
  }
  // Another version of Plinth wrote it: what there is of that is merged with what this one writes.
  const found = project.asFound().read(origin);
  const base = found !== undefined && fits(origin, found) ? found : await writtenBefore(origin);
  const [style] = inStyle;
  if (base === undefined || style === undefined) return [];
  return [{ base: moved.text(origin, base), theirs: (await style.now.texts()).get(path) }];
}

/** The new text of a file, undefined for one that is not needed any more; or why it is left alone. */
type Outcome = { readonly text: string | undefined } | { readonly reason: string };

function outcomeOf(
  path: string,
  mine: string | undefined,
  sides: readonly FileChange[],
  { name, change }: Task,
): Outcome {
  if (mine === undefined) return { reason: `${path} is not there any more.` };
  const [written] = sides;
  if (written === undefined)
    return { reason: `Plinth cannot tell what it wrote as ${path}: another version may have.` };
  const same = sides.find(({ base }) => base === mine);
  if (same !== undefined) return { text: same.theirs };
  const there = change.newNames(name).find((one) => says(mine, one) && !says(written.base, one));
  if (there !== undefined) return { reason: `${path} says "${there}" already.` };
  if (written.theirs === undefined) {
    return isSameCode(mine, written.base)
      ? { text: undefined }
      : { reason: `${path} is not needed any more, but it was edited.` };
  }
  const text = mergedSides(path, mine, sides);
  return text === undefined ? { reason: linesEdited(path) } : { text };
}

/** Formatted another way, or with other line endings: nothing of it was written by hand. */
const isSameCode = (one: string, other: string): boolean => bareLine(one) === bareLine(other);

const says = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/** Plinth has put the other side of a relation into a class that it did not write. */
function foreignStep({ name, before }: Task): ManualStep {
  const path = before.facts.entities.get(name)?.path ?? `the entity ${name}`;
  return {
    path,
    what: `take the other side of the relation out of ${name}`,
    reason: `Plinth did not write ${path}, so it cannot tell what else is in it.`,
    snippet: '',
  };
}
