import type { z } from 'zod';
import { invalid } from './invalid.js';

/** The value as the schema reads it, or one error with every field that is wrong. */
export function validate(
  schema: z.ZodType,
  value: unknown,
  kind: 'bad-request' | 'unprocessable',
  what: string,
): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(kind, what, result.error.issues);
}
