export function createApp() {
  const app = express();

  return app;
}
