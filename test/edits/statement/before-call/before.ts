const app = express();
app.use(cors());
app.use(errorHandler());
