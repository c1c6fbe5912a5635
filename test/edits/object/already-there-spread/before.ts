const auth = { JWT_SECRET: z.string() };
const schema = z.object({ ...auth, PORT: z.string() });
