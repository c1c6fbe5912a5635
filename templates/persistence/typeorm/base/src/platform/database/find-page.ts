import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { Cursors } from '../paging/cursor.js';
import {
  filterOperators,
  type ListRequest,
  type Page,
  type SortKey,
} from '../paging/list-request.js';
import type { Condition } from './condition.js';
import { idsLinkedTo } from './linked-rows.js';
import { ListColumns, type Row } from './list-columns.js';
import { onListConnection } from './list-connections.js';
import { RowReader } from './row-reader.js';

/** A relation with a join table, and which of its rows are shown. */
interface Linked {
  readonly relation: string;
  readonly visible?: Condition;
}

type CursorValue = string | number | boolean | null;

export interface PageOptions<Entity extends Row> {
  readonly cursors: Cursors;
  /** Fields that `?search=` looks into. */
  readonly searchable?: readonly string[];
  /** Texts whose unique index is over their lower-case form: filtered and sorted by that, too. */
  readonly caseless?: readonly string[];
  /** By the name of the filter, which takes ids: rows are found that are linked to all of them. */
  readonly linked?: Readonly<Record<string, Linked>>;
  /** Joins what is shown with a row: to-one relations only. Rows are counted without it. */
  readonly join?: (rows: RowReader<Entity>) => void;
}

/** One page of the query's rows, by number or by cursor. The id closes every order, so no row is seen twice or skipped. */
export function findPage<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  request: ListRequest,
  options: PageOptions<Entity>,
): Promise<Page<Entity>> {
  const kind = request.search === undefined ? 'list' : 'search';
  return onListConnection(query, kind, () => readPage(query, request, options));
}

function readPage<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  request: ListRequest,
  options: PageOptions<Entity>,
): Promise<Page<Entity>> {
  const columns = new ListColumns(query, options.caseless);
  applyFilters(query, columns, request, options.linked ?? {});
  applySearch(query, columns, request.search, options.searchable ?? []);
  const order = totalOrder(request.sort);
  for (const { field, direction } of order) {
    const nulls = columns.isNullable(field) ? 'NULLS LAST' : undefined;
    query.addOrderBy(columns.key(field), direction, nulls);
  }
  const { cursor } = request;
  if (cursor !== undefined) {
    const position = { ...request, cursor, order };
    return cursorPage(readerOf(query, options), columns, position, options.cursors);
  }
  // Counted without what is joined.
  const found = query.clone();
  return numberedPage(readerOf(query, options), found, columns.name('id'), request);
}

function readerOf<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  { join }: PageOptions<Entity>,
): RowReader<Entity> {
  const rows = new RowReader(query);
  join?.(rows);
  return rows;
}

async function numberedPage<Entity extends Row>(
  rows: RowReader<Entity>,
  found: SelectQueryBuilder<Entity>,
  id: string,
  { limit, page = 1 }: ListRequest,
): Promise<Page<Entity>> {
  const offset = (page - 1) * limit;
  // By their ids: what is shown with a row would else be read with every row that is skipped, too.
  const ids = found.clone().select(id).offset(offset).limit(limit);
  rows.query.andWhere(`${id} IN (${ids.getQuery()})`);
  const data = await rows.read();
  // A page that is not full is the last one, and tells the total by itself.
  const isLast = data.length < limit && (data.length > 0 || page === 1);
  const total = isLast ? offset + data.length : await found.getCount();
  return { data, meta: { page, limit, total, totalPages: Math.ceil(total / limit) } };
}

interface Position {
  readonly cursor: string;
  readonly order: readonly SortKey[];
  readonly limit: number;
}

async function cursorPage<Entity extends Row>(
  reader: RowReader<Entity>,
  columns: ListColumns<Entity>,
  { cursor, order, limit }: Position,
  cursors: Cursors,
): Promise<Page<Entity>> {
  const { query } = reader;
  const list = query.expressionMap.mainAlias?.metadata.tableName ?? query.alias;
  const orderText = order.map((key) => `${key.field} ${key.direction}`).join();
  if (cursor !== '') {
    applyPosition(query, columns, order, cursors.decode(cursor, list, orderText));
  }

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
  columns: ListColumns<Entity>,
  { filters }: ListRequest,
  linked: Readonly<Record<string, Linked>>,
): void {
  for (const [index, { field, operator, value }] of filters.entries()) {
    const link = linked[field];
    if (link) {
      applyLinks(query, columns, link, { ids: value as readonly string[], name: `filter${index}` });
      continue;
    }
    if (operator === 'null') {
      query.andWhere(`${columns.name(field)} IS ${value === true ? '' : 'NOT '}NULL`);
      continue;
    }
    const bound = columns.value(field, `filter${index}`);
    query.andWhere(`${columns.key(field)} ${filterOperators[operator]} ${bound}`, {
      [`filter${index}`]: value,
    });
  }
}

function applyLinks<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  columns: ListColumns<Entity>,
  { relation, visible }: Linked,
  { ids, name }: { readonly ids: readonly string[]; readonly name: string },
): void {
  for (const [index, id] of ids.entries()) {
    const parameter = `${name}of${index}`;
    const linked = idsLinkedTo(parameter, columns.relation(relation), visible);
    query.andWhere(`${columns.name('id')} IN (${linked})`, {
      ...visible?.parameters,
      [parameter]: id,
    });
  }
}

function applySearch<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  columns: ListColumns<Entity>,
  search: string | undefined,
  fields: readonly string[],
): void {
  if (search === undefined) return;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const matches = fields.map((field) => `${columns.name(field)} ILIKE :search`).join(' OR ');
  query.andWhere(`(${matches})`, { search: pattern });
}

/** Rows after the position: for each key, the earlier ones are equal and this one is past it. */
function applyPosition<Entity extends Row>(
  query: SelectQueryBuilder<Entity>,
  columns: ListColumns<Entity>,
  order: readonly SortKey[],
  values: readonly CursorValue[],
): void {
  const parameters = Object.fromEntries(values.map((value, index) => [`after${index}`, value]));
  if (isPlain(columns, order)) {
    const keys = order.map(({ field }) => columns.key(field)).join(', ');
    const bounds = order.map(({ field }, index) => columns.value(field, `after${index}`));
    query.andWhere(
      `(${keys}) ${order[0]?.direction === 'DESC' ? '<' : '>'} (${bounds.join(', ')})`,
      parameters,
    );
    return;
  }
  query.andWhere(
    new Brackets((after) => {
      for (const index of order.keys()) {
        const equal = order
          .slice(0, index)
          .map(({ field }, at) => equalTo(columns, field, values[at], at));
        const past = pastOf(columns, order, values, index);
        if (past) after.orWhere([...equal, past].join(' AND '), parameters);
      }
    }),
  );
}

function equalTo<Entity extends Row>(
  columns: ListColumns<Entity>,
  field: string,
  value: CursorValue | undefined,
  index: number,
): string {
  const key = columns.key(field);
  return value === null ? `${key} IS NULL` : `${key} = ${columns.value(field, `after${index}`)}`;
}

/** Nulls come last in either direction, so nothing is past a null and every null is past a value. */
function pastOf<Entity extends Row>(
  columns: ListColumns<Entity>,
  order: readonly SortKey[],
  values: readonly CursorValue[],
  index: number,
): string | undefined {
  const sort = order[index];
  if (!sort || values[index] === null) return undefined;
  const key = columns.key(sort.field);
  const bound = columns.value(sort.field, `after${index}`);
  const past = `${key} ${sort.direction === 'DESC' ? '<' : '>'} ${bound}`;
  return columns.isNullable(sort.field) ? `(${past} OR ${key} IS NULL)` : past;
}

function totalOrder(sort: readonly SortKey[]): readonly SortKey[] {
  if (sort.some((key) => key.field === 'id')) return sort;
  return [...sort, { field: 'id', direction: sort.at(-1)?.direction ?? 'ASC' }];
}

/** One direction and no nulls: a row comparison, which an index over the same columns answers. */
function isPlain<Entity extends Row>(
  columns: ListColumns<Entity>,
  order: readonly SortKey[],
): boolean {
  return order.every(
    ({ field, direction }) => direction === order[0]?.direction && !columns.isNullable(field),
  );
}

function cursorValue(value: unknown): CursorValue {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}
