const schema = z.object({
	PORT: z.string().default("3000"),
	JWT_SECRET: z.string().min(32).default("x")
})
