import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import { isAsGenerated, isGenerated } from '../../core/manifest.js';
import { fold, type Workshop } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import type { KnownEntity, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { Facts, Tools } from '../../roles/tools.js';
import { patch } from '../output/diff.js';
import type { Existing } from '../project/existing.js';

/** A resource as the project has it, and as it is to be. */
export interface ChangedResource {
  readonly before: Resource;
  readonly after: Resource;
}

/** The project with the files of a resource brought up to date. */
export interface UpToDate {
  readonly project: Project;
  /** Files as Plinth generates them now, merged or not. */
  readonly generated: ReadonlyMap<string, string>;
  readonly manual: readonly ManualStep[];
}

type Texts = ReadonlyMap<string, string>;

type Format = Workshop<Tools>['format'];

/**
 * Brings the files of a resource up to date by a three-way merge: what Plinth wrote of it is rendered again, what it would write now is
 * too, and the difference goes into the files as they are. Where nothing tells what a file was when it was written, and where both sides
 * changed the same words, the file is left alone and the difference becomes a manual step.
 */
export async function upToDate(change: ChangedResource, existing: Existing): Promise<UpToDate> {
  const around = surroundingsOf(change.before, existing);
  const inStyle = [existing.parts.format, existing.parts.formatAsCreated].map((format) =>
    bothOf(change, around, format),
  );
  const [current] = inStyle;
  if (current === undefined) throw new Error('There is no format.');
  const isOurs = isGenerated(existing.project);
  const [olds, news] = [await current.old.texts(), await current.now.texts()];
  const manual: ManualStep[] = [];
  const texts = new Map<string, string>();
  const generated = new Map<string, string>();
  for (const [path, theirs] of news) {
    const isNew = !olds.has(path);
    if (olds.get(path) === theirs || !(isNew || isOurs(path))) continue;
    const mine = existing.project.read(path);
    const sides = isNew ? [] : await sidesOf(path, inStyle, existing.project);
    const outcome = isNew && mine === undefined ? theirs : outcomeOf(path, mine, sides, change);
    if (typeof outcome === 'string') texts.set(path, outcome);
    else manual.push(stepOf(path, outcome.reason, sides[0]?.base ?? olds.get(path) ?? '', theirs));
    generated.set(path, sides[0]?.theirs ?? theirs);
  }
  return { project: existing.project.writeAll(texts), generated, manual };
}

/** A resource's files before and after, in one style. */
interface Both {
  readonly old: Stages;
  readonly now: Stages;
}

function bothOf({ before, after }: ChangedResource, around: Surroundings, format: Format): Both {
  const { facts } = around.existing;
  return {
    old: new Stages(before, facts, around, format),
    now: new Stages(after, withResource(facts, after), around, format),
  };
}

interface Sides {
  readonly base: string;
  readonly theirs: string;
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
        theirs: (await now.texts(stage)).get(path) ?? '',
      })),
    );
  }
  return [];
}

/** The new text of a file, or why it is left alone. */
function outcomeOf(
  path: string,
  mine: string | undefined,
  sides: readonly Sides[],
  { before, after }: ChangedResource,
): string | { readonly reason: string } {
  if (mine === undefined) return { reason: `${path} is not there any more.` };
  const [written] = sides;
  if (written === undefined)
    return { reason: `Plinth cannot tell what it wrote as ${path}: another version may have.` };
  const same = sides.find(({ base }) => base === mine);
  if (same !== undefined) return same.theirs;
  const names = after.fields.slice(before.fields.length).map(({ name }) => name);
  const there = names.find((name) => says(mine, name) && !says(written.base, name));
  if (there !== undefined) return { reason: `${path} says "${there}" already.` };
  for (const side of sides) {
    const text = mergedFile(path, { mine, ...side });
    if (text !== undefined) return text;
  }
  return { reason: `The lines to be changed in ${path} were edited.` };
}

const says = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

const stepOf = (path: string, reason: string, before: string, after: string): ManualStep => ({
  path,
  what: `make this change in ${path}`,
  reason,
  snippet: patch({ kind: 'update', path, before, after }),
});

/** The facts of a project whose resource is this one now. */
export const withResource = (facts: Facts, resource: Resource): Facts => {
  const known = facts.entities.get(resource.name);
  if (known === undefined) throw new Error(`There is no entity ${resource.name}.`);
  return { ...facts, entities: new Map([...facts.entities, [resource.name, { ...known, resource }]]) };
};

/** What is around a resource when its files are written, and what others add to them afterwards. */
interface Surroundings {
  readonly existing: Existing;
  readonly around: Project;
  /** Resources that were made later and point at it, in that order. */
  readonly later: readonly Resource[];
}

/** The texts of a resource's files: after it was made, and after each later resource that adds to them. */
class Stages {
  readonly #known = new Map<number, Promise<Texts>>();

  constructor(
    private readonly resource: Resource,
    private readonly facts: Facts,
    private readonly surroundings: Surroundings,
    private readonly format: Format,
  ) {}

  /** @param stage how many of the later resources have added to them: all, unless it is said. */
  texts(stage = this.surroundings.later.length): Promise<Texts> {
    const texts = this.#known.get(stage) ?? this.#planned(stage);
    this.#known.set(stage, texts);
    return texts;
  }

  /** The latest stage that fits. */
  async find(fits: (texts: Texts) => boolean): Promise<number | undefined> {
    for (let stage = this.surroundings.later.length; stage >= 0; stage -= 1) {
      if (fits(await this.texts(stage))) return stage;
    }
    return undefined;
  }

  async #planned(stage: number): Promise<Texts> {
    const { existing, around, later } = this.surroundings;
    const { renderer, tools, resourceFiles, inverseSides } = existing.parts;
    const features = [resourceFiles(this.resource), ...later.slice(0, stage).map(inverseSides)];
    const steps = features.map((feature): Step<Tools> => ({ feature, answers: {} }));
    const { changes } = await fold(steps, around, {
      renderer,
      format: this.format,
      tools: () => tools(this.facts),
    });
    return new Map(changes.flatMap((one) => (one.kind === 'create' ? [[one.path, one.after] as const] : [])));
  }
}

/** The project as it was when a resource was made, as far as the resource's files depend on it: without its own and without later ones. */
function surroundingsOf(resource: Resource, existing: Existing): Surroundings {
  const { project, facts, manifest, parts } = existing;
  const history = parts.tools(facts).persistence.history(project);
  const momentOf = (one: Resource): number => history.of(one)?.getTime() ?? Infinity;
  const later = Object.values(manifest.resources)
    .filter((other) => other.name !== resource.name && momentOf(other) > momentOf(resource))
    .sort((one, other) => momentOf(one) - momentOf(other));
  const { kebab } = namesOfResource(resource).plural;
  const own = [`src/modules/${kebab}/`, `test/${kebab}/`];
  const hidden = new Set(later.flatMap(({ name }) => facts.entities.get(name)?.path ?? []));
  const isVisible = (path: string): boolean =>
    /^(?:src\/(?:modules|platform)|test)\//.test(path) &&
    !hidden.has(path) &&
    own.every((folder) => !path.startsWith(folder));
  const around = Project.over({
    read: (path) => (isVisible(path) ? project.read(path) : undefined),
    list: () => [],
  });
  return { existing, around, later: later.filter((other) => pointsAt(other, resource)) };
}

const pointsAt = ({ fields }: Resource, { name }: Pick<KnownEntity, 'name'>): boolean =>
  fields.some((field) => field.kind !== 'scalar' && !('foreign' in field) && field.target === name);
