import type { Step } from '../../core/feature.js';
import { fold, type Workshop } from '../../core/plan.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import type { Model } from './model.js';

type Texts = ReadonlyMap<string, string>;

export type Format = Workshop<Tools>['format'];

/** A resource, and those that were made later and add to its files, in that order. */
interface Staged {
  readonly name: string;
  readonly model: Model;
  readonly later: readonly string[];
}

/** The texts of a resource's files: after it was made, and after each later resource that adds to them. */
export class Stages {
  readonly #known = new Map<number, Promise<Texts>>();

  constructor(
    private readonly staged: Staged,
    private readonly existing: Existing,
    private readonly format: Format,
  ) {}

  get latest(): number {
    return this.staged.later.length;
  }

  /** @param stage how many of the later resources have added to them: all, unless it is said. */
  texts(stage = this.latest): Promise<Texts> {
    const texts = this.#known.get(stage) ?? this.#planned(stage);
    this.#known.set(stage, texts);
    return texts;
  }

  /** The latest stage that fits. */
  async find(fits: (texts: Texts) => boolean): Promise<number | undefined> {
    for (let stage = this.latest; stage >= 0; stage -= 1) {
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
    // What a migration has done is done: a change has one of its own.
    const isFile = (path: string): boolean => !path.startsWith('src/database/migrations/');
    return new Map(
      changes.flatMap((one) =>
        one.kind === 'create' && isFile(one.path) ? [[one.path, one.after] as const] : [],
      ),
    );
  }

  /** What brings the files: the resource itself, or the feature that an entity is of. */
  #own(): PlinthFeature {
    const { catalogue, manifest, parts } = this.existing;
    const { name, model } = this.staged;
    const resource = model.resource(name);
    if (resource !== undefined) return parts.resourceFiles(resource);
    const installed = catalogue.filter(({ id }) => id in manifest.features);
    const feature = installed.find(({ entities = [] }) => entities.some((one) => one.name === name));
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
