import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Cursors } from '../paging/cursor.js';
import {
  filterOperators,
  type ListRequest,
  type Page,
  type SortKey,
} from '../paging/list-request.js';
import { RowReader } from './row-reader.js';

type Row = ObjectLiteral & { id: string };
type CursorValue = string | number | boolean | null;

export interface PageOptions<Entity extends Row> {
  readonly cursors: Cursors;
  /** Fields that `?search=` looks into. */
  readonly searchable?: readonly string[];
  /** Joins what is shown with a row: to-one relations only. Rows are counted without it. */
  readonly join?: (rows: RowReader<Entity>) => void;
}

/** One page of the query's rows, by number or by cursor. The id closes every order, so no row is seen twice or skipped. */
export async function findPage<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  request: ListRequest,
  options: PageOptions<Entity>,
): Promise<Page<Entity>> {
  applyFilters(query, request);
  applySearch(query, request.search, options.searchable ?? []);
  const order = totalOrder(request.sort);
  for (const key of order) {
    query.addOrderBy(
      column(query, key.field),
      key.direction,
      isNullable(query, key.field) ? 'NULLS LAST' : undefined,
    );
  }
  const found = query.clone();
  const rows = new RowReader(query);
  options.join?.(rows);
  return request.cursor === undefined
    ? numberedPage(rows, found, request)
    : cursorPage(rows, request.cursor, order, request.limit, options.cursors);
}

async function numberedPage<Entity extends Row>(
  rows: RowReader<Entity>,
  found: SelectQueryBuilder<Entity>,
  { limit, page = 1 }: ListRequest,
): Promise<Page<Entity>> {
  const offset = (page - 1) * limit;
  // By their ids: what is shown with a row would else be read with every row that is skipped, too.
  const ids = found.clone().select(column(found, 'id')).offset(offset).limit(limit);
  rows.query.andWhere(`${column(found, 'id')} IN (${ids.getQuery()})`);
  const data = await rows.read();
  // A page that is not full is the last one, and tells the total by itself.
  const isLast = data.length < limit && (data.length > 0 || page === 1);
  const total = isLast ? offset + data.length : await found.getCount();
  return { data, meta: { page, limit, total, totalPages: Math.ceil(total / limit) } };
}

async function cursorPage<Entity extends Row>(
  reader: RowReader<Entity>,
  cursor: string,
  order: readonly SortKey[],
  limit: number,
  cursors: Cursors,
): Promise<Page<Entity>> {
  const { query } = reader;
  const list = query.expressionMap.mainAlias?.metadata.tableName ?? query.alias;
  const orderText = order.map((key) => `${key.field} ${key.direction}`).join();
  if (cursor !== '') applyPosition(query, order, cursors.decode(cursor, list, orderText));

  query.limit(limit + 1);
  const rows = await reader.read();
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  const values = last && order.map((key) => cursorValue(last[key.field]));
  const nextCursor = values ? cursors.encode({ list, order: orderText, values }) : null;
  return { data, meta: { limit, nextCursor } };
}

function applyFilters<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  { filters }: ListRequest,
): void {
  for (const [index, { field, operator, value }] of filters.entries()) {
    query.andWhere(`${column(query, field)} ${filterOperators[operator]} :filter${index}`, {
      [`filter${index}`]: value,
    });
  }
}

function applySearch<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  search: string | undefined,
  fields: readonly string[],
): void {
  if (search === undefined) return;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const matches = fields.map((field) => `${column(query, field)} ILIKE :search`).join(' OR ');
  query.andWhere(`(${matches})`, { search: pattern });
}

/** Rows after the position: for each key, the earlier ones are equal and this one is past it. */
function applyPosition<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  order: readonly SortKey[],
  values: readonly CursorValue[],
): void {
  const parameters = Object.fromEntries(values.map((value, index) => [`after${index}`, value]));
  if (isPlain(query, order)) {
    const columns = order.map((key) => column(query, key.field)).join(', ');
    const bounds = order.map((_, index) => `:after${index}`).join(', ');
    query.andWhere(
      `(${columns}) ${order[0]?.direction === 'DESC' ? '<' : '>'} (${bounds})`,
      parameters,
    );
    return;
  }
  query.andWhere(
    new Brackets((after) => {
      for (const index of order.keys()) {
        const equal = order
          .slice(0, index)
          .map((key, at) => equalTo(column(query, key.field), values[at], at));
        const past = pastOf(query, order, values, index);
        if (past) after.orWhere([...equal, past].join(' AND '), parameters);
      }
    }),
  );
}

function equalTo(name: string, value: CursorValue | undefined, index: number): string {
  return value === null ? `${name} IS NULL` : `${name} = :after${index}`;
}

/** Nulls come last in either direction, so nothing is past a null and every null is past a value. */
function pastOf<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  order: readonly SortKey[],
  values: readonly CursorValue[],
  index: number,
): string | undefined {
  const key = order[index];
  if (!key || values[index] === null) return undefined;
  const name = column(query, key.field);
  const past = `${name} ${key.direction === 'DESC' ? '<' : '>'} :after${index}`;
  return isNullable(query, key.field) ? `(${past} OR ${name} IS NULL)` : past;
}

function totalOrder(sort: readonly SortKey[]): readonly SortKey[] {
  if (sort.some((key) => key.field === 'id')) return sort;
  return [...sort, { field: 'id', direction: sort.at(-1)?.direction ?? 'ASC' }];
}

/** One direction and no nulls: a row comparison, which an index over the same columns answers. */
function isPlain<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  order: readonly SortKey[],
): boolean {
  return order.every(
    (key) => key.direction === order[0]?.direction && !isNullable(query, key.field),
  );
}

function isNullable<Entity extends Row>(query: SelectQueryBuilder<Entity>, field: string): boolean {
  return (
    query.expressionMap.mainAlias?.metadata.findColumnWithPropertyName(field)?.isNullable ?? false
  );
}

const column = <Entity extends Row>(query: SelectQueryBuilder<Entity>, field: string): string =>
  `${query.alias}.${field}`;

function cursorValue(value: unknown): CursorValue {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}
