const schema = z.object({
