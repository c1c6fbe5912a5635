const app = express();
app . use( helmet( ) )
run(app);
