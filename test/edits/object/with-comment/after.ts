const schema = z.object({
  PORT: z.coerce.number(), // the port
  // Signs the tokens.
  JWT_SECRET: z.string(),
});
