const app = express();
app.use(cors()); // first
app.use(json());
app.use(helmet());
run();
