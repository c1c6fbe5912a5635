import { setTimeout as delay } from 'node:timers/promises';
import {
  AbstractLogger,
  Column,
  DataSource,
  Entity,
  JoinTable,
  ManyToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { RowReader } from '../../../src/platform/database/row-reader.js';
import { insertRow, saveRow } from '../../../src/platform/database/write-row.js';

@Entity('written_labels')
class Label {
  @PrimaryGeneratedColumn('uuid')
  id!: string;
}

@Entity('written_things')
class Thing {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'varchar' })
  name!: string;

  @Column({ type: 'jsonb', nullable: true })
  data!: unknown;

  @ManyToMany(() => Label)
  @JoinTable({
    name: 'written_thing_labels',
    joinColumn: { name: 'thing_id' },
    inverseJoinColumn: { name: 'label_id' },
  })
  labels!: Label[];

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 6 })
  updatedAt!: Date;
}

let statements: string[] = [];

class Recorder extends AbstractLogger {
  protected override writeLog(): void {}

  override logQuery(query: string): void {
    statements.push(query);
  }
}

const dataSource = new DataSource({
  type: 'postgres',
  url: inject('databaseUrl'),
  entities: [Thing, Label],
  poolSize: 2,
  installExtensions: false,
  logger: new Recorder(),
});
const { manager } = dataSource;

beforeAll(async () => {
  await dataSource.initialize();
  await dataSource.query(`
    CREATE TABLE "written_labels" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid());
    CREATE TABLE "written_things" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid(), "name" varchar NOT NULL,
      "data" jsonb, "updated_at" timestamptz(6) NOT NULL DEFAULT now());
    CREATE TABLE "written_thing_labels" (
      "thing_id" uuid REFERENCES "written_things" ON DELETE CASCADE,
      "label_id" uuid REFERENCES "written_labels", PRIMARY KEY ("thing_id", "label_id"))`);
});
afterAll(async () => {
  await dataSource.query(`DROP TABLE "written_thing_labels", "written_things", "written_labels"`);
  await dataSource.destroy();
});

const newLabel = (): Promise<Label> => insertRow(manager, Label, {});

/** Read anew, with the ids of its labels. */
async function stored(id: string): Promise<Thing | undefined> {
  const rows = new RowReader(manager.createQueryBuilder(Thing, 'thing').where({ id }));
  const [row] = await rows.joinIds('labels').read();
  return row;
}

const sorted = (labels: readonly Label[]): string[] => labels.map(({ id }) => id).toSorted();

/** JavaScript's dates tell no less than a millisecond apart. */
const nextMillisecond = (): Promise<void> => delay(2);

describe('a row', () => {
  let labels: readonly [Label, Label, Label];
  beforeEach(async () => {
    labels = [await newLabel(), await newLabel(), await newLabel()];
    statements = [];
  });

  it('is inserted in one statement, and has what the database put in', async () => {
    const thing = await insertRow(manager, Thing, { name: 'one', data: { a: [1] }, labels: [] });
    expect(statements).toHaveLength(1);
    expect(await stored(thing.id)).toEqual(thing);
    expect(thing).toBeInstanceOf(Thing);
    expect(thing.updatedAt).toBeInstanceOf(Date);
  });

  it('is inserted with its links, or not at all', async () => {
    const [first, second] = labels;
    const thing = await insertRow(manager, Thing, { name: 'linked', labels: [first, second] });
    expect(sorted((await stored(thing.id))?.labels ?? [])).toEqual(sorted([first, second]));

    const nobody = { id: crypto.randomUUID() };
    const broken = insertRow(manager, Thing, { name: 'broken', labels: [nobody] });
    await expect(broken).rejects.toThrow(/foreign key/);
    expect(await manager.existsBy(Thing, { name: 'broken' })).toBe(false);
  });

  it('is written in one statement, without being read again', async () => {
    const thing = await insertRow(manager, Thing, { name: 'one', data: null, labels: [] });
    const { updatedAt } = thing;
    await nextMillisecond();
    statements = [];
    const saved = await saveRow(manager, Thing, thing, { name: 'two', data: ['x', null] });
    expect(statements).toHaveLength(1);
    expect(saved).toMatchObject({ name: 'two', data: ['x', null] });
    expect(saved.updatedAt.getTime()).toBeGreaterThan(updatedAt.getTime());
    expect(await stored(thing.id)).toEqual(saved);
  });

  it('is not written when the changes change nothing', async () => {
    const thing = await insertRow(manager, Thing, { name: 'one', data: { a: 1 }, labels: [] });
    statements = [];
    await saveRow(manager, Thing, thing, { name: 'one', data: { a: 1 }, labels: undefined });
    expect(statements).toEqual([]);
  });

  it('changes with its links, and its other links stay', async () => {
    const [first, second, third] = labels;
    const thing = await insertRow(manager, Thing, { name: 'one', labels: [first, second] });
    const before = await stored(thing.id);
    await nextMillisecond();
    statements = [];
    const changed = await saveRow(manager, Thing, thing, { labels: [second, third] });
    expect(statements).toHaveLength(3);
    const after = await stored(thing.id);
    expect(sorted(after?.labels ?? [])).toEqual(sorted([second, third]));
    expect(after?.updatedAt).not.toEqual(before?.updatedAt);
    statements = [];
    await saveRow(manager, Thing, changed, { labels: [third, second] });
    expect(statements).toEqual([]);
  });

  it('is locked and read with its links in one statement', async () => {
    const thing = await insertRow(manager, Thing, { name: 'one', labels: [labels[0]] });
    await manager.transaction(async (within) => {
      statements = [];
      const query = within.createQueryBuilder(Thing, 'thing').where({ id: thing.id });
      const locked = await new RowReader(query).joinIds('labels').lock();
      expect(statements).toEqual([expect.stringContaining('FOR UPDATE')]);
      expect(locked).toMatchObject({ id: thing.id, labels: [{ id: labels[0].id }] });
    });
  });
});
