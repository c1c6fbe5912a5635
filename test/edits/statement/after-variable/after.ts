export const app = express();
app.use(helmet());
app.use(cors());
