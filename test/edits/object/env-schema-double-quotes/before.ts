const schema = z.object({
	PORT: z.string().default("3000")
})
