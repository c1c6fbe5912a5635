const schema = z.object({ PORT: z.string(), HOST: z.string() });
