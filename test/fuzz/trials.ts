import type pg from 'pg';
import type { BelongsTo, HasRelation, ManyToMany, Resource } from '../../src/resource/model.js';
import { foreignKeyName, idsName, namesOf } from '../../src/resource/names.js';
import { expected, objectOf, show } from '../bar/http.js';
import { listPath, tableOf } from '../bar/world.js';
import { type Caller, Rows, type Target } from './rows.js';

export interface OutsideFault {
  readonly resource: string;
  readonly message: string;
}

/**
 * The life of a row of each resource, and of a link of each relation: made, read, included, changed, and deleted from either side, by
 * requests from outside. What it says of a resource is independent of the others: every trial begins with empty tables.
 */
export class Trials {
  readonly #rows: Rows;
  readonly #sql: pg.Pool;
  readonly #resources: ReadonlyMap<string, Resource>;
  readonly faults: OutsideFault[] = [];
  relations = 0;
  /** Resources with so few possible rows that no trial is fair. */
  skipped = 0;

  constructor(caller: Caller, sql: pg.Pool, resources: readonly Resource[]) {
    this.#sql = sql;
    this.#resources = new Map(resources.map((resource) => [resource.name, resource]));
    this.#rows = new Rows(caller, this.#resources);
  }

  async all(): Promise<void> {
    for (const resource of this.#resources.values()) {
      if (this.#rows.isCramped(resource)) {
        this.skipped += 1;
        continue;
      }
      await this.#trial(resource, 'a row', () => this.#life(resource));
      for (const field of resource.fields) {
        if (field.kind === 'scalar') continue;
        this.relations += 1;
        await this.#trial(resource, field.name, async () => {
          if (field.kind === 'belongsTo') await this.#foreignKey(resource, field);
          else if (field.kind === 'manyToMany') await this.#joinTable(resource, field);
          else await this.#farSide(resource, field);
        });
      }
    }
  }

  async #trial(resource: Resource, what: string, work: () => Promise<void>): Promise<void> {
    const tables = [...this.#resources.values()].map((one) => `"${tableOf(one)}"`);
    await this.#sql.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
    try {
      await work();
    } catch (error) {
      this.faults.push({
        resource: resource.name,
        message: `${resource.name}, ${what}: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }

  async #life(resource: Resource): Promise<void> {
    const { id, body } = await this.#rows.make(resource);
    const path = `${listPath(resource)}/${id}`;
    await this.#rows.must('GET', path, 200);
    const list = objectOf(await this.#rows.must('GET', listPath(resource), 200));
    if (!JSON.stringify(list['data']).includes(id)) throw new Error(`The list lacks the row ${id}.`);
    await this.#rows.must('PUT', path, 200, { ...body, ...this.#rows.scalars(resource, true) });
    await this.#rows.must('DELETE', path, 204);
    await this.#rows.must('GET', path, 404);
    await this.#rows.must('GET', listPath(resource), 200);
  }

  /** A link over a foreign key, and what its deletion rule says of the row when the other one goes. */
  async #foreignKey(resource: Resource, field: BelongsTo): Promise<void> {
    const key = foreignKeyName(field.name);
    const [one, other] = [await this.#rows.target(field), await this.#rows.target(field)];
    const row = await this.#rows.make(
      resource,
      field.owner ? {} : { [key]: one.id },
      field.owner ? one.token : undefined,
    );
    const path = `${listPath(resource)}/${row.id}`;
    this.#same(objectOf(await this.#rows.must('GET', path, 200))[key], one.id, key);
    await this.#included(path, field.name, one.id);
    const filtered = objectOf(await this.#rows.must('GET', `${listPath(resource)}?${key}=${one.id}`, 200));
    if (!JSON.stringify(filtered['data']).includes(row.id)) throw new Error(`?${key}= misses the row.`);
    if (!field.owner) await this.#relinked(resource, path, key, { field, one, other });
    await this.#deletedFarSide(resource, field, path, one);
  }

  async #relinked(
    resource: Resource,
    path: string,
    key: string,
    { field, one, other }: { readonly field: BelongsTo; readonly one: Target; readonly other: Target },
  ): Promise<void> {
    this.#same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: other.id }))[key], other.id, key);
    if (field.optional)
      this.#same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: null }))[key], null, key);
    this.#same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: one.id }))[key], one.id, key);
    const nobody = await this.#rows.ask('PATCH', path, { [key]: '00000000-0000-4000-8000-000000000000' });
    expected(nobody, 422);
    if (field.unique) {
      const second = await this.#rows.body(resource, { [key]: one.id });
      expected(await this.#rows.ask('POST', listPath(resource), second), 409);
    }
  }

  async #deletedFarSide(resource: Resource, field: BelongsTo, path: string, one: Target): Promise<void> {
    const gone = await this.#rows.ask('DELETE', one.path);
    // The user who owns the row may own what it needs as well.
    const alone = !field.owner || this.#needsOthers(resource) === 0;
    if (!alone) return void expected(gone, 204, 409);
    if (field.onDelete === 'restrict') return void expected(gone, 409);
    expected(gone, 204);
    const row = await this.#rows.ask('GET', path);
    if (field.onDelete === 'cascade') return void expected(row, 404);
    this.#same(
      objectOf(expected(row, 200))[foreignKeyName(field.name)],
      null,
      'the foreign key of a deleted row',
    );
  }

  #needsOthers({ fields, name }: Resource): number {
    return (
      fields.filter((field) => field.kind === 'belongsTo' && !field.optional && field.target !== name)
        .length - 1
    );
  }

  /** A link over a join table, taken away from either side. */
  async #joinTable(resource: Resource, field: ManyToMany): Promise<void> {
    const key = idsName(field.name, namesOf(field.target));
    const [one, other] = [await this.#rows.target(field), await this.#rows.target(field)];
    const row = await this.#rows.make(resource, { [key]: [one.id] });
    const path = `${listPath(resource)}/${row.id}`;
    this.#same(objectOf(await this.#rows.must('GET', path, 200))[key], [one.id], key);
    await this.#included(path, field.name, one.id);
    for (const ids of [[one.id, other.id], [], [other.id], [one.id, other.id]]) {
      this.#same(
        sorted(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: ids }))[key]),
        sorted(ids),
        key,
      );
    }
    await this.#rows.must('PUT', path, 200, { ...row.body, [key]: [one.id, other.id] });
    expected(await this.#rows.ask('PATCH', path, { [key]: ['00000000-0000-4000-8000-000000000000'] }), 422);
    await this.#rows.must('DELETE', one.path, 204);
    this.#same(
      objectOf(await this.#rows.must('GET', path, 200))[key],
      [other.id],
      `${key} after one was deleted`,
    );
    await this.#rows.must('PATCH', path, 200, { [key]: [other.id] });
    await this.#rows.must('DELETE', path, 204);
    await this.#rows.must('GET', other.path, 200);
    await this.#rows.must('DELETE', other.path, 204);
  }

  /** A hasOne or hasMany has no column here: its rows are those that point back. */
  async #farSide(resource: Resource, field: HasRelation): Promise<void> {
    const far = this.#resources.get(field.target);
    if (far === undefined) return;
    const row = await this.#rows.make(resource);
    const key = foreignKeyName(field.foreign);
    const back = await this.#rows.make(far, { [key]: row.id });
    const path = `${listPath(resource)}/${row.id}`;
    await this.#included(path, field.name, back.id);
    const list = objectOf(await this.#rows.must('GET', `${listPath(far)}?${key}=${row.id}`, 200));
    if (!JSON.stringify(list['data']).includes(back.id)) throw new Error(`?${key}= misses the row.`);
    await this.#rows.must('DELETE', `${listPath(far)}/${back.id}`, 204);
    await this.#rows.must('GET', path, 200);
  }

  /** Where the relation may be asked for, it is there. */
  async #included(path: string, name: string, id: string): Promise<void> {
    const answer = expected(await this.#rows.ask('GET', `${path}?include=${name}`), 200, 400);
    if (answer.status === 400) return;
    const value = objectOf(answer)[name];
    if (!JSON.stringify(value ?? null).includes(id)) throw new Error(`${show(answer)}: ${name} lacks ${id}.`);
  }

  #same(value: unknown, wanted: unknown, what: string): void {
    if (JSON.stringify(value) !== JSON.stringify(wanted)) {
      throw new Error(`${what} is ${JSON.stringify(value)}, not ${JSON.stringify(wanted)}.`);
    }
  }
}

const sorted = (ids: unknown): unknown => (Array.isArray(ids) ? [...ids].sort() : ids);
