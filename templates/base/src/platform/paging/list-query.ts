import { z } from 'zod';
import { MAX_CURSOR_LENGTH } from './cursor.js';
import {
  filterOperators,
  type Filter,
  type FilterOperator,
  type ListRequest,
  type SortKey,
} from './list-request.js';

const MAX_LIMIT = 100;
const MAX_PAGE = 10_000;
/** What an index of three letters each (pg_trgm) can find; fewer letters are in most texts. */
const MIN_SEARCH_LENGTH = 3;
const MAX_SEARCH_LENGTH = 100;

export interface ListOptions {
  /** Fields a client may sort by. */
  readonly sort: readonly [string, ...string[]];
  /** Query parameter (`status`, `price[gte]`) to the schema of its value. */
  readonly filters?: Readonly<Record<string, z.ZodType>>;
  /** Whether `?search=` is understood. */
  readonly search?: boolean;
  /** Relations a client may ask for with `?include=`. */
  readonly include?: readonly [string, ...string[]];
}

/** The schema of a list's query string. Every parameter is by allow-list: an unknown one is refused, never ignored. */
export function listQueryOf(options: ListOptions): z.ZodType<ListRequest> {
  const filters = options.filters ?? {};
  return z
    .strictObject({
      page: wholeNumber(1, MAX_PAGE).optional().describe('Number of the page, from 1.'),
      cursor: z
        .string()
        .max(MAX_CURSOR_LENGTH)
        .optional()
        .describe('Empty to start a walk, then `meta.nextCursor`.'),
      limit: wholeNumber(1, MAX_LIMIT).default(20).describe('Rows per page.'),
      sort: sortParameter(options.sort),
      ...(options.search && { search: searchParameter() }),
      ...(options.include && { include: includeParameter(options.include) }),
      ...Object.fromEntries(
        Object.entries(filters).map(([name, schema]) => [name, schema.optional()]),
      ),
    })
    .refine((query) => query.page === undefined || query.cursor === undefined, {
      path: ['cursor'],
      message: 'Use either page or cursor.',
    })
    .transform((query) => toRequest(query, Object.keys(filters)));
}

/** `?include=` of a single row. */
export function includeQueryOf(include: readonly [string, ...string[]]) {
  return z.strictObject({ include: includeParameter(include) });
}

/** A number of a query string: plain decimal digits, nothing that only `Number()` would take. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max),
  );
}

type ParsedQuery = Record<string, unknown> & { limit: number; sort: readonly SortKey[] };

function toRequest(query: ParsedQuery, filterNames: readonly string[]): ListRequest {
  const { page, cursor, limit, sort, search, include } = query as ParsedQuery &
    Partial<ListRequest>;
  return {
    limit,
    sort,
    include: include ?? [],
    filters: filterNames.flatMap((name) => toFilter(name, query[name])),
    ...(search !== undefined && { search }),
    ...(cursor === undefined ? { page: page ?? 1 } : { cursor }),
  };
}

function toFilter(name: string, value: unknown): Filter[] {
  if (value === undefined) return [];
  const [field = name, operator = 'eq'] = name.replace(/]$/, '').split('[');
  return isOperator(operator) ? [{ field, operator, value }] : [];
}

const isOperator = (name: string): name is FilterOperator =>
  name === 'null' || Object.hasOwn(filterOperators, name);

function sortParameter(fields: readonly [string, ...string[]]) {
  const names = fields.join('|');
  return z
    .string()
    .regex(
      new RegExp(`^-?(?:${names})(?:,-?(?:${names}))*$`),
      `Use ${fields.join(', ')}, each with - for descending.`,
    )
    .default('-createdAt')
    .describe('Fields to sort by, comma separated, `-` for descending.')
    .transform((text) => text.split(',').map(toSortKey))
    .refine((keys) => distinct(keys.map((key) => key.field)), 'A field may be named once.');
}

function toSortKey(text: string): SortKey {
  return text.startsWith('-')
    ? { field: text.slice(1), direction: 'DESC' }
    : { field: text, direction: 'ASC' };
}

function searchParameter() {
  return z
    .string()
    .normalize()
    .trim()
    .min(MIN_SEARCH_LENGTH)
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe('A text that is looked for, in any case.');
}

function includeParameter(relations: readonly [string, ...string[]]) {
  const names = relations.join('|');
  return z
    .string()
    .regex(new RegExp(`^(?:${names})(?:,(?:${names}))*$`), `Use ${relations.join(', ')}.`)
    .optional()
    .describe('Relations to put into the answer, comma separated.')
    .transform((text) => text?.split(',') ?? [])
    .refine(distinct, 'A relation may be named once.');
}

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
