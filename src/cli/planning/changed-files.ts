import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import { isAsGenerated, isGenerated } from '../../core/manifest.js';
import { fold, type Workshop } from '../../core/plan.js';
import type { Project } from '../../core/project.js';
import { namesOfResource } from '../../resource/names.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import { patch } from '../output/diff.js';
import type { Existing } from '../project/existing.js';
import { movedFile } from './moved-file.js';
import { type Model, modelOf, type ModelChange } from './model-change.js';

/** The project with the files of resources brought up to date. */
export interface UpToDate {
  readonly project: Project;
  /** Files as Plinth generates them now, merged or not. */
  readonly generated: ReadonlyMap<string, string>;
  readonly manual: readonly ManualStep[];
}

type Texts = ReadonlyMap<string, string>;

type Format = Workshop<Tools>['format'];

/**
 * Brings the files of resources up to date by a three-way merge: what Plinth wrote of them is rendered again, what it would write now is
 * too, and the difference goes into the files as they are. Where nothing tells what a file was when it was written, and where both sides
 * changed the same words, the file is left alone and the difference becomes a manual step.
 */
export async function upToDate(change: ModelChange, existing: Existing): Promise<UpToDate> {
  const models = { before: modelOf(change.before, existing), after: modelOf(change.after, existing) };
  let { project } = existing;
  const generated = new Map<string, string>();
  const manual: ManualStep[] = [];
  for (const name of change.affected) {
    const one = await resourceUpToDate({ name, change, ...models }, { ...existing, project });
    project = one.project;
    manual.push(...one.manual);
    for (const [path, text] of one.generated) generated.set(path, text);
  }
  return { project: withoutOrphans(project, existing), generated, manual };
}

/** What Plinth would write as a file of a resource after a change; undefined where it is of none. */
export async function writtenFile(
  path: string,
  change: ModelChange,
  existing: Existing,
): Promise<string | undefined> {
  const resource = Object.values(change.after).find((one) =>
    path.split('/').includes(namesOfResource(one).plural.kebab),
  );
  if (resource === undefined) return undefined;
  const model = modelOf(change.after, existing);
  const { name } = resource;
  const stages = new Stages(
    { name, model, later: model.pointingLater(name) },
    existing,
    existing.parts.format,
  );
  return (await stages.texts()).get(path);
}

/** What resources share goes where nothing uses it any more, and nobody has edited it. */
function withoutOrphans(project: Project, { project: before, parts }: Existing): Project {
  const isUntouched = isAsGenerated(before);
  const written = project.changes();
  const orphans = parts.sharedParts.filter(({ path, test }) => {
    const isMentioned = mentions(path);
    const isLeft = written.some(
      (one) =>
        one.kind !== 'create' && isMentioned(one.before) && !isMentioned('after' in one ? one.after : ''),
    );
    if (!isLeft || ![path, test].every((file) => isUntouched(file, before.read(file) ?? ''))) return false;
    const others = [...project.list('src'), ...project.list('test')].filter((file) => file !== test);
    return !others.some((file) => isMentioned(project.read(file) ?? ''));
  });
  return orphans.reduce((left, { path, test }) => left.remove(path).remove(test), project);
}

/** Whether a text imports a file. */
function mentions(path: string): (text: string) => boolean {
  const name = path.slice(path.lastIndexOf('/')).replace(/\.ts$/, '.js');
  return (text) => text.includes(`${name}'`) || text.includes(`${name}"`);
}

interface Task {
  readonly name: string;
  readonly change: ModelChange;
  readonly before: Model;
  readonly after: Model;
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
  const generated = new Map<string, string>();
  let { project } = existing;
  if (news.size === 0) manual.push(foreignStep(task));
  for (const path of new Set([...olds.keys(), ...news.keys()])) {
    const [was, theirs] = [olds.get(path), news.get(path)];
    if (was === theirs || !(was === undefined || isOurs(path))) continue;
    const sides = was === undefined ? [] : await sidesOf(path, inStyle, existing.project);
    const [written] = sides;
    const place = written === undefined ? path : placeOf(path, written.base, project);
    const mine = project.read(place);
    const outcome =
      was === undefined && mine === undefined ? { text: theirs } : outcomeOf(place, mine, sides, task);
    if ('reason' in outcome) {
      const change = written ?? { base: was ?? '', theirs };
      manual.push(stepOf(place, outcome.reason, change));
    } else {
      project = outcome.text === undefined ? project.remove(place) : project.write(place, outcome.text);
    }
    // Of a file that was as Plinth wrote it, the commit itself tells the hash.
    const isEdited = place !== path || written?.base !== mine;
    if (isEdited && theirs !== undefined) generated.set(path, written?.theirs ?? theirs);
  }
  return { project, generated, manual };
}

/** A resource's files before and after, in one style. */
interface Both {
  readonly old: Stages;
  readonly now: Stages;
}

function bothOf({ name, before, after }: Task, existing: Existing, format: Format): Both {
  const later = before.pointingLater(name);
  return {
    old: new Stages({ name, model: before, later }, existing, format),
    // Those that point at it from now on add their side themselves, as when they are made.
    now: new Stages({ name, model: after, later }, existing, format),
  };
}

interface Sides {
  readonly base: string;
  /** Undefined where the file is not needed any more. */
  readonly theirs: string | undefined;
}

/**
 * What Plinth wrote as a file, as its hash says, and what it would write now: in the style that it was written in, and in that of the
 * project now, since somebody may have formatted it. Nothing where no text has the hash.
 */
async function sidesOf(path: string, inStyle: readonly Both[], project: Project): Promise<readonly Sides[]> {
  const fits = isAsGenerated(project);
  for (const written of inStyle) {
    const stage = await written.old.find((texts) => fits(path, texts.get(path) ?? ''));
    if (stage === undefined) continue;
    const styles = [written, ...inStyle.filter((other) => other !== written)];
    return Promise.all(
      styles.map(async ({ old, now }) => ({
        base: (await old.texts(stage)).get(path) ?? '',
        theirs: (await now.texts(stage)).get(path),
      })),
    );
  }
  return [];
}

/** The new text of a file, undefined for one that is not needed any more; or why it is left alone. */
type Outcome = { readonly text: string | undefined } | { readonly reason: string };

function outcomeOf(
  path: string,
  mine: string | undefined,
  sides: readonly Sides[],
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
  if (written.theirs === undefined) return { reason: `${path} is not needed any more, but it was edited.` };
  for (const { base, theirs = '' } of sides) {
    const text = mergedFile(path, { mine, base, theirs });
    if (text !== undefined) return { text };
  }
  return { reason: `The lines to be changed in ${path} were edited.` };
}

const says = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

const placeOf = (path: string, base: string, project: Project): string =>
  project.has(path) ? path : (movedFile(path, base, project) ?? path);

const stepOf = (path: string, reason: string, { base: before, theirs: after }: Sides): ManualStep => ({
  path,
  what: after === undefined ? `delete ${path}` : `make this change in ${path}`,
  reason,
  snippet: patch(
    after === undefined ? { kind: 'remove', path, before } : { kind: 'update', path, before, after },
  ),
});

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

/** A resource, and those that were made later and add to its files, in that order. */
interface Staged {
  readonly name: string;
  readonly model: Model;
  readonly later: readonly string[];
}

/** The texts of a resource's files: after it was made, and after each later resource that adds to them. */
class Stages {
  readonly #known = new Map<number, Promise<Texts>>();

  constructor(
    private readonly staged: Staged,
    private readonly existing: Existing,
    private readonly format: Format,
  ) {}

  /** @param stage how many of the later resources have added to them: all, unless it is said. */
  texts(stage = this.staged.later.length): Promise<Texts> {
    const texts = this.#known.get(stage) ?? this.#planned(stage);
    this.#known.set(stage, texts);
    return texts;
  }

  /** The latest stage that fits. */
  async find(fits: (texts: Texts) => boolean): Promise<number | undefined> {
    for (let stage = this.staged.later.length; stage >= 0; stage -= 1) {
      if (fits(await this.texts(stage))) return stage;
    }
    return undefined;
  }

  async #planned(stage: number): Promise<Texts> {
    const { name, model, later } = this.staged;
    const { renderer, tools, inverseSides } = this.existing.parts;
    const adding = [...(model.pointsAtItself(name) ? [name] : []), ...later.slice(0, stage)];
    const others = adding.flatMap((other) => model.resource(other) ?? []);
    const features = [this.#own(), ...others.map(inverseSides)];
    const { manifest } = this.existing;
    const steps = features.map((feature): Step<Tools> => ({
      feature,
      answers: manifest.features[feature.id] ?? {},
    }));
    const { changes } = await fold(steps, model.projectBefore(name), {
      renderer,
      format: this.format,
      tools: () => tools(model.facts),
    });
    return new Map(changes.flatMap((one) => (one.kind === 'create' ? [[one.path, one.after] as const] : [])));
  }

  /** What brings the files: the resource itself, or the feature that an entity is of. */
  #own(): PlinthFeature {
    const { catalogue, parts } = this.existing;
    const { name, model } = this.staged;
    const resource = model.resource(name);
    if (resource !== undefined) return parts.resourceFiles(resource);
    const feature = catalogue.find(({ entities = [] }) => entities.some((one) => one.name === name));
    return feature ?? nothing;
  }
}

/** Of an entity that somebody wrote by hand nothing is known. */
const nothing: PlinthFeature = {
  id: 'nothing',
  title: '',
  summary: '',
  needs: [],
  questions: {},
  plan: () => {},
};
