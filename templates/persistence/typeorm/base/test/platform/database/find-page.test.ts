import { randomUUID } from 'node:crypto';
import { DataSource, EntitySchema } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { findPage } from '../../../src/platform/database/find-page.js';
import { Cursors } from '../../../src/platform/paging/cursor.js';
import type {
  Filter,
  ListRequest,
  Page,
  SortKey,
} from '../../../src/platform/paging/list-request.js';

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly open: boolean;
  readonly madeAt: Date;
  readonly note: string | null;
  readonly weight: number | null;
  readonly big: string | null;
  readonly price: string | null;
  readonly day: string | null;
  readonly opens: string | null;
}

const things = new EntitySchema<Thing>({
  name: 'PagedThing',
  tableName: '_paged_things',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'varchar' },
    size: { type: 'integer' },
    open: { type: 'boolean' },
    madeAt: { type: 'timestamptz', precision: 3, name: 'made_at' },
    note: { type: 'varchar', nullable: true },
    weight: { type: 'double precision', nullable: true },
    big: { type: 'bigint', nullable: true },
    price: { type: 'numeric', precision: 30, scale: 10, nullable: true },
    day: { type: 'date', nullable: true },
    opens: { type: 'time', precision: 0, nullable: true },
  },
});
const required = ['id', 'name', 'size', 'open', 'madeAt'];
const optional = ['note', 'weight', 'big', 'price', 'day', 'opens'];

const dataSource = new DataSource({
  type: 'postgres',
  url: inject('databaseUrl'),
  entities: [things],
  poolSize: 2,
  installExtensions: false,
});
const rows = () => dataSource.getRepository(things);
const cursors = new Cursors('a secret of this test');

beforeAll(async () => {
  await dataSource.initialize();
  await dataSource.query(`CREATE TABLE "_paged_things" ("id" uuid PRIMARY KEY,
    "name" varchar NOT NULL, "size" int NOT NULL, "open" boolean NOT NULL,
    "made_at" timestamptz(3) NOT NULL, "note" varchar, "weight" double precision, "big" bigint,
    "price" numeric(30, 10), "day" date, "opens" time(0))`);
});
beforeEach(() => dataSource.query('DELETE FROM "_paged_things"'));
afterAll(async () => {
  await dataSource.query('DROP TABLE "_paged_things"');
  await dataSource.destroy();
});

/** The same numbers in every run, so that a failure can be seen again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function randomThing(roll: (sides: number) => number): Thing {
  const of = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[roll(values.length)] ?? values[0];
  return {
    id: randomUUID(),
    name: of('a', 'B', 'b', 'ä', '', "o'b", ':after0', '$1', '\u{1F600}', '%'),
    size: of(-2_147_483_648, -1, 0, 1, 2_147_483_647),
    open: of(true, false),
    madeAt: of(
      new Date('0001-01-01T00:00:00.000Z'),
      new Date('2026-03-29T01:00:00.001Z'),
      new Date('2026-03-29T01:00:00.002Z'),
      new Date('9999-12-31T23:59:59.999Z'),
    ),
    note: of(null, null, 'null', '', 'x'),
    weight: of(null, 0.1 + 0.2, 0.3, 5e-324, -Number.MAX_VALUE, 1e21),
    big: of(null, '9223372036854775807', '9223372036854775806', '-9223372036854775808'),
    price: of(null, '0.1', '12345678901234567890.0000000001', '12345678901234567890.0000000002'),
    day: of(null, '0001-01-01', '0099-02-28', '2024-02-29', '9999-12-31'),
    opens: of(null, '00:00:00', '00:00:01', '08:30:00', '23:59:59'),
  };
}

const randomThings = (count: number, roll: (sides: number) => number): Thing[] =>
  Array.from({ length: count }, () => randomThing(roll));

function randomSort(roll: (sides: number) => number, fields: readonly string[]): SortKey[] {
  const shuffled = fields
    .map((field) => ({ field, at: roll(1_000_000) }))
    .toSorted((a, b) => a.at - b.at);
  return shuffled
    .slice(0, 1 + roll(3))
    .map(({ field }) => ({ field, direction: roll(2) === 0 ? 'ASC' : 'DESC' }));
}

const request = (part: Partial<ListRequest>): ListRequest => ({
  limit: 20,
  sort: [{ field: 'name', direction: 'ASC' }],
  filters: [],
  include: [],
  ...part,
});

let caseless: readonly string[] = [];
afterEach(() => {
  caseless = [];
});

const page = (part: Partial<ListRequest>): Promise<Page<Thing>> =>
  findPage(rows().createQueryBuilder('thing'), request(part), {
    cursors,
    searchable: ['name', 'note'],
    caseless,
  });

const nextCursor = ({ meta }: Page<Thing>): string | null =>
  'nextCursor' in meta ? meta.nextCursor : null;

async function walk(
  part: Partial<ListRequest>,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const found: Page<Thing> = await page({ ...part, cursor });
    seen.push(...found.data.map(({ id }) => id));
    cursor = nextCursor(found);
    if (cursor !== null) expect(found.data).toHaveLength(part.limit ?? 20);
    await between();
  }
  return seen;
}

/** What PostgreSQL itself says the order is: nulls last, then the id in the direction of the last key. */
async function ordered(sort: readonly SortKey[]): Promise<string[]> {
  const keys = sort.map(({ field, direction }) => {
    const name = field === 'madeAt' ? 'made_at' : field;
    return `${caseless.includes(field) ? `lower("${name}")` : `"${name}"`} ${direction} NULLS LAST`;
  });
  const order = [...keys, `"id" ${sort.at(-1)?.direction ?? 'ASC'}`].join(', ');
  const all: { id: string }[] = await dataSource.query(
    `SELECT "id" FROM "_paged_things" ORDER BY ${order}`,
  );
  return all.map(({ id }) => id);
}

describe('a walk by cursor', () => {
  it.each([
    ['that are never null', required],
    ['that may be null', optional],
    ['of both kinds', [...required, ...optional]],
  ])(
    'sees every row once, in order, whatever it is sorted by: fields %s',
    async (_which, fields) => {
      const roll = dice(fields.length);
      for (let round = 0; round < 12; round += 1) {
        await dataSource.query('DELETE FROM "_paged_things"');
        await rows().insert(randomThings(roll(40), roll));
        for (const sort of Array.from({ length: 4 }, () => randomSort(roll, fields))) {
          const seen = await walk({ sort, limit: 1 + roll(12) });
          expect({ sort, seen }).toEqual({ sort, seen: await ordered(sort) });
        }
      }
    },
    60_000,
  );

  it.each([...required, ...optional])('by %s alone goes both ways', async (field) => {
    await rows().insert(randomThings(30, dice(3)));
    for (const direction of ['ASC', 'DESC'] as const) {
      const sort = [{ field, direction }];
      expect(await walk({ sort, limit: 4 })).toEqual(await ordered(sort));
    }
  });

  it.each(['name', 'note'])(
    'by %s goes by the lower-case form where case is nothing',
    async (field) => {
      caseless = ['name', 'note'];
      await rows().insert(randomThings(30, dice(9)));
      for (const direction of ['ASC', 'DESC'] as const) {
        const sort: SortKey[] = [{ field, direction }];
        expect(await walk({ sort, limit: 4 })).toEqual(await ordered(sort));
      }
    },
  );

  it('sees each row that was there from the start once, in order, while others are added', async () => {
    const roll = dice(7);
    for (let round = 0; round < 8; round += 1) {
      await dataSource.query('DELETE FROM "_paged_things"');
      const first = randomThings(30, roll);
      await rows().insert(first);
      const ids = new Set(first.map(({ id }) => id));
      const sort = randomSort(roll, [...required, ...optional]);
      let more = 10;
      const seen = await walk({ sort, limit: 1 + roll(5) }, async () => {
        more -= 1;
        if (more > 0) await rows().insert(randomThings(3, roll));
      });
      const order = await ordered(sort);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => ids.has(id))).toEqual(order.filter((id) => ids.has(id)));
      expect(seen).toEqual(order.filter((id) => seen.includes(id)));
    }
  }, 60_000);

  it('goes on after its last row is gone', async () => {
    await rows().insert(randomThings(9, dice(5)));
    const [, , third, ...rest] = await ordered([{ field: 'name', direction: 'ASC' }]);
    const cursor = nextCursor(await page({ cursor: '', limit: 3 })) ?? '';
    await rows().delete(third ?? '');
    expect((await page({ cursor })).data.map(({ id }) => id)).toEqual(rest);
  });

  it('keeps to the filters and the search', async () => {
    const few = randomThings(30, dice(11)).map((thing, index) => ({ ...thing, size: index }));
    await rows().insert(few);
    const filters: Filter[] = [{ field: 'size', operator: 'gte', value: 10 }];
    const sort: SortKey[] = [{ field: 'note', direction: 'DESC' }];
    const wanted = few.filter(
      ({ size, name, note }) => size >= 10 && `${name}${note ?? ''}`.includes('x'),
    );
    const seen = await walk({ filters, sort, search: 'X', limit: 1 });
    expect(seen.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
  });

  it('refuses a cursor of another order or of nobody', async () => {
    await rows().insert(randomThings(3, dice(1)));
    const cursor = nextCursor(await page({ cursor: '', limit: 1 })) ?? '';
    const refused = { kind: 'bad-request', errors: [{ field: 'cursor' }] };
    const down: SortKey[] = [{ field: 'name', direction: 'DESC' }];
    await expect(page({ cursor, sort: down })).rejects.toMatchObject(refused);
    for (const text of ['x', 'a.b.c', `${cursor}x`, '%%.%%'])
      await expect(page({ cursor: text })).rejects.toMatchObject(refused);
  });

  it('compares rows where it can, so that an index over the same columns answers', async () => {
    const query = rows().createQueryBuilder('thing');
    const list = '_paged_things';
    const at = { list, order: 'name DESC,id DESC', values: ['a', randomUUID()] };
    const sort: SortKey[] = [{ field: 'name', direction: 'DESC' }];
    await findPage(query, request({ sort, cursor: cursors.encode(at) }), { cursors });
    expect(query.getSql()).toMatch(/\("thing"\."name", "thing"\."id"\) < \(\$1, \$2\)/);
    expect(query.getSql()).not.toContain('NULLS');
  });
});

describe('numbered pages', () => {
  it('cut the order into parts and count them', async () => {
    await rows().insert(randomThings(7, dice(2)));
    const sort: SortKey[] = [{ field: 'weight', direction: 'DESC' }];
    const pages = await Promise.all(
      [1, 2, 3, 4].map((number) => page({ sort, page: number, limit: 3 })),
    );
    expect(pages.map(({ data }) => data.length)).toEqual([3, 3, 1, 0]);
    expect(pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual(await ordered(sort));
    expect(pages[3]?.meta).toEqual({ page: 4, limit: 3, total: 7, totalPages: 3 });
  });

  it('of nothing are none', async () => {
    const meta = { page: 1, limit: 20, total: 0, totalPages: 0 };
    expect(await page({})).toEqual({ data: [], meta });
    expect(await page({ cursor: '' })).toEqual({ data: [], meta: { limit: 20, nextCursor: null } });
  });
});

const names = async (part: Partial<ListRequest>): Promise<string[]> =>
  (await page(part)).data.map(({ name }) => name);

describe('a filter', () => {
  it.each([
    ['eq', ['b']],
    ['gt', ['c']],
    ['gte', ['b', 'c']],
    ['lt', ['a']],
    ['lte', ['a', 'b']],
  ] as const)('%s finds %j', async (operator, found) => {
    const [a, b, c] = randomThings(3, dice(1));
    const sized = [a, b, c].map((thing, size) => ({ ...thing, size, name: 'abc'.charAt(size) }));
    await rows().insert(sized);
    expect(await names({ filters: [{ field: 'size', operator, value: 1 }] })).toEqual(found);
  });

  it('joins another, is data and never a statement, and finds no null', async () => {
    const given = ["x' OR '1'='1", ':filter0', null].map((note, index) => ({
      ...randomThing(dice(1)),
      name: 'abc'.charAt(index),
      note,
      big: index === 0 ? null : '9007199254740993',
    }));
    await rows().insert(given);
    const note = (value: string): Filter => ({ field: 'note', operator: 'eq', value });
    const big: Filter = { field: 'big', operator: 'gte', value: '9007199254740993' };
    expect(await names({ filters: [note("x' OR '1'='1")] })).toEqual(['a']);
    expect(await names({ filters: [big, note(':filter0')] })).toEqual(['b']);
    expect(await names({ filters: [big, note("x' OR '1'='1")] })).toEqual([]);
    expect(await names({ filters: [{ field: 'note', operator: 'gte', value: '' }] })).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('a filter of a text whose case is nothing', () => {
  it('finds it as it is unique, and asks what its index has', async () => {
    caseless = ['name'];
    await rows().insert(['SKU-7', 'sku-8'].map((name) => ({ ...randomThing(dice(1)), name })));
    for (const [value, found] of [
      ['sku-7', 'SKU-7'],
      ['SKU-8', 'sku-8'],
      ['sku', undefined],
    ]) {
      const filters: Filter[] = [{ field: 'name', operator: 'eq', value }];
      expect(await names({ filters })).toEqual(found === undefined ? [] : [found]);
    }
  });
});

describe('a search', () => {
  it.each([
    ['%', ['100%']],
    ['_', ['a_b']],
    ['\\', ['c\\d']],
    ['\\%', []],
    ['A_B', ['a_b']],
    ["'", ["o'b"]],
    ['00', ['100%']],
    [':search', []],
    ['in a note', ['axb']],
  ])('for %s finds %j', async (search, found) => {
    const all = ['100%', 'a_b', 'axb', 'c\\d', "o'b"].map((name) => ({
      ...randomThing(dice(1)),
      name,
      note: name === 'axb' ? 'It is IN A NOTE.' : null,
    }));
    await rows().insert(all);
    expect(await names({ search })).toEqual(found);
  });
});
