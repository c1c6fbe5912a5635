const app = express()
run(app)
