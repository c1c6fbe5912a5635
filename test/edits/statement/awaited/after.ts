async function boot() {
  app.use(helmet());
  await start();
}
