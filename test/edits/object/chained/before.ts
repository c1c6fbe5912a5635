const schema = z
  .strictObject({
    PORT: z.coerce.number()
  })
  .refine((env) => env.PORT > 0);
