export function createApp() {
	const app = express()
	// done
	// really
	return app
}
