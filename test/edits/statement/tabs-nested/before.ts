export function boot() {
	listen()
	return app
}
