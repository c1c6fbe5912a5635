const schema = z.object({});
