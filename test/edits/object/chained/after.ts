const schema = z
  .strictObject({
    PORT: z.coerce.number(),
    JWT_SECRET: z.string().min(32).default('x')
  })
  .refine((env) => env.PORT > 0);
