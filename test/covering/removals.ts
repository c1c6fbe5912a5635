import { expect } from 'vitest';
import type { BelongsTo, Field, ManyToMany, Resource } from '../../src/resource/model.js';
import { foreignKeyName, idsName, namesOf } from '../../src/resource/names.js';
import { expected, type Json, objectOf } from '../bar/http.js';
import type { Live } from '../bar/subject.js';
import { base, itemPath, type Person } from '../bar/world.js';

interface Target {
  readonly id: string;
  readonly path: string;
  /** Where it is a user. */
  readonly person?: Person;
}

type Reference = BelongsTo | ManyToMany;

const isReference = (field: Field): field is Reference =>
  field.kind === 'belongsTo' || field.kind === 'manyToMany';

/** Removes either end of every relation and looks at what became of the other, as docs/resources.md has it; where a request can do all of it. */
export async function removeEitherEnd(live: Live): Promise<void> {
  for (const resource of live.world.resources) {
    for (const field of resource.fields.filter(isReference)) {
      if (live.world.resource(field.target)?.operations !== undefined) continue;
      await new Removal(live, resource, field).run();
    }
  }
}

class Removal {
  readonly #where: string;

  constructor(
    private readonly live: Live,
    private readonly holder: Resource,
    private readonly field: Reference,
  ) {
    this.#where = `${holder.name}.${field.name}`;
  }

  async run(): Promise<void> {
    const target = await this.#target();
    const former = await this.#row(target);
    await this.#expect('DELETE', this.#path(former), 204);
    const row = await this.#row(target);
    if (this.field.kind === 'manyToMany') return this.#unlinked(target.path, row);
    if (this.field.onDelete === 'setNull') return this.#unlinked(target.path, row);
    return this.field.onDelete === 'cascade' ? this.#gone(target.path, row) : this.#kept(target.path, row);
  }

  async #kept(target: string, row: Json): Promise<void> {
    await this.#expect('DELETE', target, 409);
    await this.#expect('DELETE', this.#path(row), 204);
    await this.#expect('DELETE', target, 204);
  }

  async #gone(target: string, row: Json): Promise<void> {
    await this.#expect('DELETE', target, 204);
    await this.#expect('GET', this.#path(row), 404);
  }

  async #unlinked(target: string, row: Json): Promise<void> {
    await this.#expect('DELETE', target, 204);
    const left = await this.#expect('GET', this.#path(row), 200);
    const key = this.#key();
    expect(left[key], `${this.#where} afterwards`).toEqual(this.field.kind === 'manyToMany' ? [] : null);
  }

  /** A new row to point at. Admins, since rows may need others that only their owner and an admin know of. */
  async #target(): Promise<Target> {
    const { world } = this.live;
    if (this.field.target === 'User') {
      const person = await world.signUp('admin');
      return { id: person.id, person, path: `${base}/users/${person.id}` };
    }
    const resource = world.resource(this.field.target);
    if (!resource) throw new Error(`No resource called ${this.field.target}.`);
    const id = String((await world.create(resource, {}, await world.mighty()))['id']);
    return { id, path: itemPath(resource).replace('{id}', id) };
  }

  async #row({ id, person }: Target): Promise<Json> {
    const { world } = this.live;
    const { field, holder } = this;
    if (field.kind === 'belongsTo' && field.owner) return world.create(holder, {}, person);
    const changes = { [this.#key()]: field.kind === 'manyToMany' ? [id] : id };
    return world.create(holder, changes, await world.mighty());
  }

  #key(): string {
    return this.field.kind === 'manyToMany'
      ? idsName(this.field.name, namesOf(this.field.target))
      : foreignKeyName(this.field.name);
  }

  #path(row: Json): string {
    return itemPath(this.holder).replace('{id}', String(row['id']));
  }

  async #expect(method: string, path: string, status: number): Promise<Json> {
    const token = (await this.live.world.mighty())?.token;
    const answer = await this.live.client.ask(method, path, { token });
    expect(answer.status, `${this.#where}: ${method} ${path}`).toBe(status);
    return status === 200 ? objectOf(expected(answer, 200)) : {};
  }
}
