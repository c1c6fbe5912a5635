import { z } from 'zod';

const pageMeta = z
  .object({
    page: z.int().min(1),
    limit: z.int().min(1),
    total: z.int().min(0),
    totalPages: z.int().min(0),
  })
  .meta({ id: 'PageMeta', description: 'Of a numbered page.' });

const cursorMeta = z
  .object({ limit: z.int().min(1), nextCursor: z.string().nullable() })
  .meta({ id: 'CursorMeta', description: 'Of a page of a walk; `nextCursor` is null at the end.' });

/** The answer of a list: rows and where they stand. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), meta: z.union([pageMeta, cursorMeta]) });
}
