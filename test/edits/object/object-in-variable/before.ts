const shape = {
  PORT: z.string(),
};
const schema = z.object(shape);
