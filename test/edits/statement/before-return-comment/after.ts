export function createApp() {
	const app = express()
	app.use(helmet())
	// done
	// really
	return app
}
