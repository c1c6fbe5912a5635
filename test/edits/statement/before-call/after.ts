const app = express();
app.use(cors());
app.use(helmet());
app.use(errorHandler());
