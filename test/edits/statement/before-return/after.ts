export function createApp() {
  const app = express();

  app.use(helmet());
  return app;
}
