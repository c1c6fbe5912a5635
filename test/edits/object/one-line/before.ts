const schema = z.object({ PORT: z.string() });
