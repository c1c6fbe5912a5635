const schema = z.object({
  PORT: z.coerce.number(),
  // Signs the tokens.
  JWT_SECRET: z.string(),
});
