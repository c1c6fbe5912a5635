const other = z.object({ a: z.string() });
const schema = z.object({ b: z.string(), c: z.string() });
