const app = express()
;[a, b].forEach(use)
run(app)
