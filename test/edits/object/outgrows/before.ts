const schema = z.object({ PORT: z.coerce.number().default(3000), HOST: z.string() });
