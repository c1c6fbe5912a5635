async function boot() {
  await start();
}
