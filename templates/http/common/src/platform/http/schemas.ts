import { z } from 'zod';

/** The path parameter of a single row. */
export const idParams = z.strictObject({ id: z.uuid() });
