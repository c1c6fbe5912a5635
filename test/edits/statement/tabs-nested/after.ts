export function boot() {
	listen()
	if (x) {
		run(() => {
			stop()
		})
	}
	return app
}
