const app = express();
app.use(helmet());
app.listen(1);
