/** What a list is asked for, once every part is checked against the resource's allow-lists. */
export interface ListRequest {
  /** Rows per page, 1 to 100. */
  readonly limit: number;
  /** Set for numbered pages; a request has either this or a cursor. */
  readonly page?: number;
  /** '' starts a walk, later values come from `meta.nextCursor`. */
  readonly cursor?: string;
  readonly sort: readonly SortKey[];
  readonly filters: readonly Filter[];
  readonly search?: string;
  readonly include: readonly string[];
}

export interface SortKey {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

export interface Filter {
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value: unknown;
}

export const filterOperators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
/** `null` asks whether there is a value at all. */
export type FilterOperator = keyof typeof filterOperators | 'null';

export interface Page<Row> {
  readonly data: readonly Row[];
  readonly meta: PageMeta | CursorMeta;
}

interface PageMeta {
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  readonly totalPages: number;
}

interface CursorMeta {
  readonly limit: number;
  readonly nextCursor: string | null;
}

export function mapPage<From, To>(page: Page<From>, view: (row: From) => To): Page<To> {
  return { data: page.data.map((row) => view(row)), meta: page.meta };
}
