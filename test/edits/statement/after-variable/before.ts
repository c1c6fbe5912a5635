export const app = express();
app.use(cors());
