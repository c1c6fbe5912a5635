const schema = z.object({
  'JWT_SECRET': z.string(),
});
