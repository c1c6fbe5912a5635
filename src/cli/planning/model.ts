import { isGenerated } from '../../core/manifest.js';
import { Project } from '../../core/project.js';
import { inOrder } from '../../resource/graph/order.js';
import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { Facts } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import type { ModelChange } from './model-change.js';
import { entityOf } from './plan-project.js';
import { pointsAt, type Resources } from './resources.js';

/** The resources of a project in the order in which their files are written. */
export class Model {
  readonly facts: Facts;
  readonly #order: readonly Resource[];

  constructor(
    private readonly resources: Resources,
    private readonly existing: Existing,
    made: (resource: Resource) => number,
  ) {
    const { facts } = existing;
    this.facts = { ...facts, entities: withResources(facts.entities, resources) };
    this.#order = inOrder(Object.values(resources).sort((one, other) => made(one) - made(other)));
  }

  /** From the first that was made to the last. */
  inOrder(resources: readonly Resource[]): readonly Resource[] {
    return this.#order.filter((one) => resources.includes(one));
  }

  /** Undefined for an entity of the project that is no resource. */
  resource(name: string): Resource | undefined {
    return this.resources[name];
  }

  /** The resource whose folders a file lies in. */
  owner(path: string): string | undefined {
    const folders = path.split('/');
    return this.#order.find((one) => folders.includes(namesOfResource(one).plural.kebab))?.name;
  }

  pointsAtItself(name: string): boolean {
    const resource = this.resource(name);
    return resource !== undefined && pointsAt(resource, name);
  }

  /** Those that come later and point at a resource. */
  pointingLater(name: string): readonly string[] {
    return this.#after(name)
      .filter((other) => pointsAt(other, name))
      .map((other) => other.name);
  }

  /** The project as it was when a resource was made, as far as its files depend on it: without its own and without later ones. */
  projectBefore(name: string): Project {
    const { project } = this.existing;
    const resource = this.resource(name);
    if (resource === undefined) return this.#sharedParts();
    const { kebab } = namesOfResource(resource).plural;
    const own = [`src/modules/${kebab}/`, `test/${kebab}/`];
    const hidden = new Set(this.#after(name).map((other) => this.facts.entities.get(other.name)?.path ?? ''));
    const isVisible = (path: string): boolean =>
      /^(?:src\/(?:modules|platform)|test)\//.test(path) &&
      !hidden.has(path) &&
      own.every((folder) => !path.startsWith(folder));
    // What was moved or deleted since was there then.
    const isOurs = isGenerated(project);
    return Project.over({
      read: (path) => (isVisible(path) ? (project.read(path) ?? (isOurs(path) ? '' : undefined)) : undefined),
      list: () => [],
    });
  }

  /** What a feature that brings an entity finds there. */
  #sharedParts(): Project {
    const { project, parts } = this.existing;
    const isShared = (path: string): boolean => parts.sharedParts.includes(path);
    return Project.over({
      read: (path) => (isShared(path) ? project.read(path) : undefined),
      list: () => [],
    });
  }

  #after(name: string): readonly Resource[] {
    return this.#order.slice(this.#order.findIndex((one) => one.name === name) + 1);
  }
}

/** @param resources those of the project before the change, or after it. */
export function modelOf(
  resources: Resources,
  existing: Existing,
  { before, wasCalled }: Pick<ModelChange, 'before' | 'wasCalled'>,
): Model {
  const { project, facts, parts } = existing;
  const history = parts.tools(facts).persistence.history(project);
  // The table of one that is called something else is as old as it was.
  const old = (resource: Resource): Resource => before[wasCalled(resource.name)] ?? resource;
  return new Model(resources, existing, (resource) => history.of(old(resource))?.getTime() ?? Infinity);
}

/** The resources of a project as they are. */
export const currentModel = (existing: Existing): Model => {
  const { resources } = existing.manifest;
  return modelOf(resources, existing, { before: resources, wasCalled: (name) => name });
};

function withResources(entities: Facts['entities'], resources: Resources): Facts['entities'] {
  const isNew = ({ name }: Resource): boolean => !entities.has(name);
  const added = Object.values(resources)
    .filter(isNew)
    .map((one) => [one.name, entityOf(one)] as const);
  const others = [...entities].flatMap(([name, entity]) => {
    const resource = resources[name];
    if (resource !== undefined) return [[name, { ...entity, resource }] as const];
    // One that was a resource is gone; the others are of features, or written by hand.
    return entity.resource === undefined ? [[name, entity] as const] : [];
  });
  return new Map([...others, ...added]);
}
