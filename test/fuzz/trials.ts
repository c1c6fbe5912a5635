import type pg from 'pg';
import type { BelongsTo, HasRelation, ManyToMany, Resource } from '../../src/resource/model.js';
import { servesOf } from '../../src/resource/operations.js';
import { foreignKeyName, idsName, namesOf } from '../../src/resource/names.js';
import { expected, objectOf } from '../bar/http.js';
import { listPath, tableOf } from '../bar/world.js';
import { included, leftOut, listed, same, sorted } from './answers.js';
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
  /** Resources with so few possible rows that no trial is fair, and those whose rows no request makes. */
  skipped = 0;

  constructor(caller: Caller, sql: pg.Pool, resources: readonly Resource[]) {
    this.#sql = sql;
    this.#resources = new Map(resources.map((resource) => [resource.name, resource]));
    this.#rows = new Rows(caller, this.#resources);
  }

  async all(): Promise<void> {
    for (const resource of this.#resources.values()) {
      if (this.#rows.isCramped(resource) || !this.#rows.isMade(resource)) {
        this.skipped += 1;
        continue;
      }
      await this.#trial(resource, 'a row', () => this.#life(resource));
      for (const field of resource.fields) {
        if (field.kind === 'scalar' || !this.#rows.isFarMade(field)) continue;
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
    const [list, path] = [listPath(resource), `${listPath(resource)}/${id}`];
    const serves = servesOf(resource);
    if (serves.get) await this.#rows.must('GET', path, 200);
    if (serves.list) await listed(this.#rows, list, id, 'The list');
    if (serves.replace)
      await this.#rows.must('PUT', path, 200, { ...body, ...this.#rows.scalars(resource, true) });
    await leftOut(this.#rows, serves, list, path);
    if (!serves.delete) return;
    await this.#rows.must('DELETE', path, 204);
    if (serves.get) await this.#rows.must('GET', path, 404);
    if (serves.list) await this.#rows.must('GET', list, 200);
  }

  /** What a row shows, where a request can see it. */
  async #shows(resource: Resource, path: string, key: string, wanted: unknown): Promise<void> {
    if (!servesOf(resource).get) return;
    same(objectOf(await this.#rows.must('GET', path, 200))[key], wanted, key);
  }

  /** A link over a foreign key, and what its deletion rule says of the row when the other one goes. */
  async #foreignKey(resource: Resource, field: BelongsTo): Promise<void> {
    const key = foreignKeyName(field.name);
    const serves = servesOf(resource);
    const [one, other] = [await this.#rows.target(field), await this.#rows.target(field)];
    const row = await this.#rows.make(
      resource,
      field.owner ? {} : { [key]: one.id },
      field.owner ? one.token : undefined,
    );
    const path = `${listPath(resource)}/${row.id}`;
    await this.#shows(resource, path, key, one.id);
    if (serves.get) await included(this.#rows, path, field.name, one.id);
    if (serves.list) await listed(this.#rows, `${listPath(resource)}?${key}=${one.id}`, row.id, `?${key}=`);
    if (!field.owner && serves.update) await this.#relinked(resource, path, key, { field, one, other });
    if (one.serves.delete) await this.#deletedFarSide(resource, field, path, one);
  }

  async #relinked(
    resource: Resource,
    path: string,
    key: string,
    { field, one, other }: { readonly field: BelongsTo; readonly one: Target; readonly other: Target },
  ): Promise<void> {
    same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: other.id }))[key], other.id, key);
    if (field.optional)
      same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: null }))[key], null, key);
    same(objectOf(await this.#rows.must('PATCH', path, 200, { [key]: one.id }))[key], one.id, key);
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
    if (!servesOf(resource).get) return;
    const row = await this.#rows.ask('GET', path);
    if (field.onDelete === 'cascade') return void expected(row, 404);
    same(objectOf(expected(row, 200))[foreignKeyName(field.name)], null, 'the foreign key of a deleted row');
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
    const serves = servesOf(resource);
    const [one, other] = [await this.#rows.target(field), await this.#rows.target(field)];
    const row = await this.#rows.make(resource, { [key]: [one.id] });
    const path = `${listPath(resource)}/${row.id}`;
    await this.#shows(resource, path, key, [one.id]);
    if (serves.get) await included(this.#rows, path, field.name, one.id);
    if (serves.update) await this.#linksPatched(path, key, one, other);
    if (serves.replace) await this.#rows.must('PUT', path, 200, { ...row.body, [key]: [one.id, other.id] });
    if (one.serves.delete) {
      await this.#rows.must('DELETE', one.path, 204);
      await this.#shows(resource, path, key, serves.update || serves.replace ? [other.id] : []);
    }
    if (serves.update) await this.#rows.must('PATCH', path, 200, { [key]: [other.id] });
    if (serves.delete) await this.#rows.must('DELETE', path, 204);
    if (other.serves.get) await this.#rows.must('GET', other.path, 200);
    if (other.serves.delete) await this.#rows.must('DELETE', other.path, 204);
  }

  async #linksPatched(path: string, key: string, one: Target, other: Target): Promise<void> {
    for (const ids of [[one.id, other.id], [], [other.id], [one.id, other.id]]) {
      const changed = objectOf(await this.#rows.must('PATCH', path, 200, { [key]: ids }));
      same(sorted(changed[key]), sorted(ids), key);
    }
    expected(await this.#rows.ask('PATCH', path, { [key]: ['00000000-0000-4000-8000-000000000000'] }), 422);
  }

  /** A hasOne or hasMany has no column here: its rows are those that point back. */
  async #farSide(resource: Resource, field: HasRelation): Promise<void> {
    const far = this.#resources.get(field.target);
    if (far === undefined) return;
    const [serves, farServes] = [servesOf(resource), servesOf(far)];
    const row = await this.#rows.make(resource);
    const key = foreignKeyName(field.foreign);
    const back = await this.#rows.make(far, { [key]: row.id });
    const path = `${listPath(resource)}/${row.id}`;
    if (serves.get) await included(this.#rows, path, field.name, back.id);
    if (farServes.list) await listed(this.#rows, `${listPath(far)}?${key}=${row.id}`, back.id, `?${key}=`);
    if (farServes.delete) await this.#rows.must('DELETE', `${listPath(far)}/${back.id}`, 204);
    if (serves.get) await this.#rows.must('GET', path, 200);
  }
}
