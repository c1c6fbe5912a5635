import { fittingFields } from '../../src/resource/fields/compared-intervals.js';
import type { BelongsTo, ManyToMany, Resource, ScalarField } from '../../src/resource/model.js';
import { foreignKeyName, idsName, namesOf } from '../../src/resource/names.js';
import { type Serves, servesOf } from '../../src/resource/operations.js';
import { type Answer, expected, type Json, objectOf } from '../bar/http.js';
import { listPath } from '../bar/world.js';
import { roomOf, valueOf } from './samples.js';

/** Somebody who asks, and may do everything. */
export interface Caller {
  ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** A user of whom nothing else knows; who signs in has a token. */
  somebody(signsIn: boolean): Promise<{ readonly id: string; readonly token: string | undefined }>;
}

/** The far end of a link: a row, or a user. */
export interface Target {
  readonly id: string;
  readonly path: string;
  readonly token: string | undefined;
  /** What requests may do with it. */
  readonly serves: Serves;
}

/** Rows that one relation's trial needs of a resource at most. */
const NEEDED = 6;

/** The columns of its own, with limits in which the checks between them hold. */
function scalarsOf(resource: Resource): readonly ScalarField[] {
  const fitting = fittingFields(resource);
  return resource.fields
    .filter((field) => field.kind === 'scalar')
    .map((field) => fitting.get(field.name) ?? field);
}

/** Makes rows by requests, with what they need. */
export class Rows {
  readonly #caller: Caller;
  readonly #resources: ReadonlyMap<string, Resource>;
  #count = 0;

  constructor(caller: Caller, resources: ReadonlyMap<string, Resource>) {
    this.#caller = caller;
    this.#resources = resources;
  }

  /** Whether its unique fields allow so few rows that no trial is fair. */
  isCramped(resource: Resource, seen: ReadonlySet<string> = new Set()): boolean {
    if (seen.has(resource.name)) return false;
    const more = new Set([...seen, resource.name]);
    if (scalarsOf(resource).some((field) => roomOf(field) < NEEDED)) return true;
    return resource.fields.some((field) => {
      if (field.kind === 'scalar') return false;
      const to = this.#resources.get(field.target);
      return to !== undefined && this.isCramped(to, more);
    });
  }

  /** Whether requests can make its rows, and those that they need. */
  isMade(resource: Resource): boolean {
    const needed = resource.fields.flatMap((field) =>
      field.kind === 'belongsTo' && !field.optional ? (this.#resources.get(field.target) ?? []) : [],
    );
    return servesOf(resource).create && needed.every((other) => this.isMade(other));
  }

  /** Whether requests can make the row at the far end of a relation. */
  isFarMade({ target }: { readonly target: string }): boolean {
    const resource = this.#resources.get(target);
    return resource === undefined || this.isMade(resource);
  }

  async target({ target }: BelongsTo | ManyToMany): Promise<Target> {
    const resource = this.#resources.get(target);
    if (resource === undefined) {
      const { id, token } = await this.#caller.somebody(true);
      return { id, token, path: `/api/v1/users/${id}`, serves: servesOf({}) };
    }
    const { id } = await this.make(resource);
    return { id, path: `${listPath(resource)}/${id}`, token: undefined, serves: servesOf(resource) };
  }

  async make(
    resource: Resource,
    changes: Json = {},
    token?: string,
  ): Promise<{ readonly id: string; readonly body: Json }> {
    const body = await this.body(resource, changes);
    const writer = token ?? (await this.#writerOf(resource));
    const answer = expected(await this.#caller.ask('POST', listPath(resource), body, writer), 201);
    return { id: String(objectOf(answer)['id']), body };
  }

  /** Whose relation to the owner is one-to-one has one row for each writer. */
  async #writerOf({ fields }: Resource): Promise<string | undefined> {
    const hasOneEach = fields.some((field) => field.kind === 'belongsTo' && field.owner && field.unique);
    return hasOneEach ? (await this.#caller.somebody(true)).token : undefined;
  }

  /** What a request has to say, and now and then what it may. */
  async body(resource: Resource, changes: Json = {}, whole = this.#count % 2 === 0): Promise<Json> {
    const body: Record<string, unknown> = { ...this.scalars(resource, whole) };
    for (const field of resource.fields) {
      if (field.kind === 'manyToMany' && whole) body[idsName(field.name, namesOf(field.target))] = [];
      if (field.kind !== 'belongsTo' || field.owner) continue;
      const key = foreignKeyName(field.name);
      if (field.optional) {
        if (whole) body[key] = null;
      } else if (!(key in changes)) body[key] = await this.#referred(field);
    }
    return { ...body, ...changes };
  }

  async #referred(field: BelongsTo): Promise<string> {
    const resource = this.#resources.get(field.target);
    return resource === undefined ? (await this.#caller.somebody(false)).id : (await this.make(resource)).id;
  }

  scalars(resource: Resource, whole: boolean): Json {
    const count = ++this.#count;
    return Object.fromEntries(
      scalarsOf(resource)
        .filter((field) => field.type !== 'slug' && !field.readonly)
        .filter((field) => whole || !(field.optional || field.default !== undefined))
        .map((field) => [field.name, valueOf(field, count)]),
    );
  }

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#caller.ask(method, path, body);
  }

  async must(method: string, path: string, status: number, body?: unknown): Promise<Answer> {
    return expected(await this.ask(method, path, body), status);
  }
}
