const schema = z.object({ HOST: z.string() });
