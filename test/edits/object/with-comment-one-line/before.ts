const schema = z.object({ PORT: z.coerce.number() });
