const shape = {
  PORT: z.string(),
  JWT_SECRET: z.string().min(32).default('x'),
};
const schema = z.object(shape);
