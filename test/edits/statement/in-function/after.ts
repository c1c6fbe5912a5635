function a() {
  return app;
}
const b = () => {
  app.use(helmet());
  return app;
};
class C {
  c() {
    return app;
  }
}
