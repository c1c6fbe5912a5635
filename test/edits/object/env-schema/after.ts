const schema = z.object({
  PORT: z.coerce.number().default(3000),
  JWT_SECRET: z.string().min(32).default('x'),
});
